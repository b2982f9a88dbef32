import { posix } from "node:path";
import { Uri, window, workspace } from "vscode";
import { uriOf } from "../datasets.ts";

/** The file as it is on the disk, saved if the user agrees. Undefined when they don't. */
export async function savedFile(file: string): Promise<string | undefined> {
  const uri = Uri.parse(file);
  if (!hasUnsavedChanges(uri)) {
    return file;
  }
  const save = { title: "Save" };
  const chosen = await window.showWarningMessage(
    `${posix.basename(uri.path)} has unsaved changes.`,
    { modal: true, detail: "A file is checked and sent as it is saved." },
    save,
  );
  return chosen === save ? (await workspace.save(uri))?.toString() : undefined;
}

/** Tabs are asked, for of a very large file there is no document. */
function hasUnsavedChanges(uri: Uri): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some((tab) => tab.isDirty && uriOf(tab)?.toString() === uri.toString());
}
