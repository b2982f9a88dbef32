import { posix } from "node:path";
import { commands, type Disposable, Uri, workspace } from "vscode";
import type { Middleware } from "vscode-languageclient/node";

const EXPLAIN = "tunelint.explain";
const SCHEME = "tunelint-rule";

/** Shows the page of a rule as a preview, where the server would show it as a file. */
export const withPreviews: Middleware = {
  executeCommand: (command, args, next) =>
    command === EXPLAIN
      ? commands.executeCommand("markdown.showPreview", Uri.parse(`${SCHEME}:/${args[0]}.md`))
      : next(command, args),
};

/** Gives previews the pages of rules, which `page` knows by their codes. */
export function providePages(page: (code: string) => Promise<string>): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ path }) => page(posix.basename(path, ".md")),
  });
}
