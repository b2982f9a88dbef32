import { join } from "node:path";
import { commands, Disposable, type ExtensionContext, Uri, workspace } from "vscode";
import { EXAMPLE_SCHEME } from "../documents.ts";
import type { Session } from "../session.ts";
import { Bases } from "./bases.ts";
import { ExampleFiles } from "./files.ts";
import { Opening } from "./opening.ts";

/** One example of a dataset as a document of its own, which can be read and edited. */
export function provideExamples(session: Session, context: ExtensionContext): Disposable {
  const files = new ExampleFiles(session);
  const opening = new Opening(session);
  const folder = context.storageUri?.fsPath;
  const bases = new Bases(folder && join(folder, "example-bases.json"));
  session.onClient((client) => {
    client.onNotification("tunelint/example/changed", ({ uri }) => files.changed(Uri.parse(uri)));
    client.onNotification("tunelint/example/base", ({ uri, base }) => bases.keep(uri, base));
    client.onRequest("tunelint/example/keptBase", ({ uri }) => bases.of(uri));
  });
  return Disposable.from(
    workspace.registerFileSystemProvider(EXAMPLE_SCHEME, files, { isCaseSensitive: true }),
    commands.registerCommand("tunelint.openExample", (dataset, line) =>
      opening.open(dataset, line),
    ),
    commands.registerCommand("tunelint.nextExample", () => opening.step(1)),
    commands.registerCommand("tunelint.previousExample", () => opening.step(-1)),
  );
}
