import { posix } from "node:path";
import { commands, type Disposable, Uri, workspace } from "vscode";

const SCHEME = "tunelint-rule";

/** Shows the page of a rule as a preview. */
export function showPage(code: string): Thenable<void> {
  return commands.executeCommand("markdown.showPreview", Uri.parse(`${SCHEME}:/${code}.md`));
}

/** Gives previews the pages of rules, which `page` knows by their codes. */
export function providePages(page: (code: string) => Promise<string>): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ path }) => page(posix.basename(path, ".md")),
  });
}
