import { posix } from "node:path";
import { type Uri, window, workspace } from "vscode";
import { uriOf } from "../datasets.ts";

/** The files with changes that nobody saved, as far as VS Code shows them. */
export function unsavedFiles(): ReadonlySet<string> {
  const documents = workspace.textDocuments.filter((document) => document.isDirty);
  // Of a very large file there is a tab only.
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => tab.isDirty);
  const uris = [...documents.map(({ uri }) => uri), ...tabs.map(uriOf)];
  return new Set(uris.filter((uri) => uri !== undefined).map(String));
}

/** Saves the dataset that an example was written to, unless more than that would be saved. */
export async function saveOrigin(origin: Uri, unsaved: ReadonlySet<string>): Promise<void> {
  const name = posix.basename(origin.path);
  if (unsaved.has(origin.toString())) {
    tell(`Not saved: ${name} has other unsaved changes.`);
  } else if (!(await save(origin))) {
    tell(`Not saved: ${name} has the example as an unsaved change.`);
  }
}

/** By its document, be it in a tab or not; a very large file has none. */
async function save(uri: Uri): Promise<boolean> {
  const document = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return document ? document.save() : (await workspace.save(uri)) !== undefined;
}

function tell(message: string): void {
  window.setStatusBarMessage(message, STATUS_MS);
}

const STATUS_MS = 10_000;
