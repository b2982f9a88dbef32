import type { TextDocument } from "vscode";
import type { Middleware } from "vscode-languageclient/node";

/** The scheme of the views of single examples. */
export const EXAMPLE_SCHEME = "tunelint-example";

/** The documents that the server is told of: datasets, wherever they live, and example views. */
export const documents = [
  { language: "jsonl" },
  { pattern: "**/*.{jsonl,ndjson}" },
  { scheme: EXAMPLE_SCHEME },
];

/** Keeps what an editor shows beside a dataset, such as its last commit, from being judged too. */
export const withoutDiffSides: Middleware = {
  didOpen: (document, next) => unlessDiffSide(document, () => next(document)),
  didChange: (event, next) => unlessDiffSide(event.document, () => next(event)),
  didSave: (document, next) => unlessDiffSide(document, () => next(document)),
  didClose: (document, next) => unlessDiffSide(document, () => next(document)),
};

async function unlessDiffSide(document: TextDocument, send: () => Promise<void>): Promise<void> {
  if (!isDiffSide(document.uri)) {
    await send();
  }
}

export function isDiffSide({ scheme }: { readonly scheme: string }): boolean {
  return DIFF_SIDES.has(scheme.replace(/\d+$/, ""));
}

export function hasDatasetName({ path }: { readonly path: string }): boolean {
  return /\.(jsonl|ndjson)$/i.test(path);
}

/** Schemes, without the number that VS Code puts behind some. */
const DIFF_SIDES = new Set([
  "git",
  "gitfs",
  "gitlens",
  "pr",
  "review",
  "scm-history-item",
  "svn",
  "hg",
  "vscode-local-history",
  "vscode-merge",
  "showModifications",
  "clipboardCompare",
  "chat-editing-snapshot-text-model",
  "chat-editing-text-model",
]);
