import { window } from "vscode";
import type { Middleware } from "vscode-languageclient/node";
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
    return next(command, command === CHECK_IMAGE_URLS && !args.length ? activeDataset() : args);
  },
};

/** The palette does not say which dataset is meant. */
function activeDataset(): string[] {
  const document = window.activeTextEditor?.document;
  return document ? [document.uri.toString()] : [];
}
