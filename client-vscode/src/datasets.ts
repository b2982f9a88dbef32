import {
  Disposable,
  type Tab,
  TabInputText,
  TabInputTextDiff,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from "vscode";
import { EXAMPLE_SCHEME, hasDatasetName, isDiffSide } from "./documents.ts";

/**
 * The dataset of the active tab. Tabs rather than editors: of a very large file, VS Code shows
 * extensions no editor and no document.
 */
export function activeDataset(): Uri | undefined {
  const uri = uriOf(window.tabGroups.activeTabGroup.activeTab);
  if (uri === undefined || isDiffSide(uri)) {
    return undefined;
  }
  const document = window.activeTextEditor?.document;
  const named = document?.languageId === "jsonl" && document.uri.toString() === uri.toString();
  return named || hasDatasetName(uri) ? uri : undefined;
}

/** Calls back once, as soon as a dataset or an example is open. */
export function whenDatasetOpens(callback: () => void): Disposable {
  const look = () => {
    if (isAnyOpen()) {
      listeners.dispose();
      callback();
    }
  };
  const listeners = Disposable.from(
    window.tabGroups.onDidChangeTabs(look),
    workspace.onDidOpenTextDocument(look),
  );
  look();
  return listeners;
}

function isAnyOpen(): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return workspace.textDocuments.some(isServed) || tabs.some(showsDataset);
}

function isServed({ languageId, uri }: TextDocument): boolean {
  return (languageId === "jsonl" && !isDiffSide(uri)) || uri.scheme === EXAMPLE_SCHEME;
}

function showsDataset(tab: Tab): boolean {
  const uri = uriOf(tab);
  return uri !== undefined && hasDatasetName(uri) && !isDiffSide(uri);
}

/** The document that a tab shows, or its newer side. */
export function uriOf(tab: Tab | undefined): Uri | undefined {
  if (tab?.input instanceof TabInputText) {
    return tab.input.uri;
  }
  return tab?.input instanceof TabInputTextDiff ? tab.input.modified : undefined;
}
