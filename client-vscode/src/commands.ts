import type { Middleware } from "vscode-languageclient/node";
import { activeDataset } from "./datasets.ts";
import { showPage } from "./pages.ts";

/** The one command that links in hovers may run. */
export const FETCH_PREVIEW = "tunelint.fetchPreview";

const EXPLAIN = "tunelint.explain";
const CHECK_IMAGE_URLS = "tunelint.checkImageUrls";

/** Commands of the server on their way there, where the editor has a part in them. */
export const withCommands: Middleware = {
  executeCommand: (command, args, next) => {
    if (command === EXPLAIN) {
      return showPage(args[0]); // the server would show it as a file
    }
    if (command === CHECK_IMAGE_URLS && !args.length) {
      const dataset = activeDataset(); // the palette does not say which one is meant
      return dataset && next(command, [dataset.toString()]);
    }
    return next(command, args);
  },
};
