import { expect, test, vi } from "vitest";
import type { TextDocument } from "vscode";
import { hasDatasetName, isDiffSide, withoutDiffSides } from "../src/documents.ts";

test.each(["/data/a.jsonl", "/data/A.NDJSON", "untitled.jsonl"])("%s is a dataset", (path) => {
  expect(hasDatasetName({ path })).toBe(true);
});

test.each(["/data/a.json", "/data/a.jsonl.bak", "/jsonl"])("%s is not a dataset", (path) => {
  expect(hasDatasetName({ path })).toBe(false);
});

test("documents anywhere are judged, except the other side of a diff", async () => {
  const sides = ["git", "gitlens", "showModifications", "clipboardCompare0"];
  const schemes = ["file", "untitled", "vscode-remote", "memfs", ...sides];
  expect(schemes.filter((scheme) => !isDiffSide({ scheme }))).toEqual(schemes.slice(0, 4));

  const send = vi.fn(async () => undefined);
  for (const scheme of schemes) {
    const document = { uri: { scheme } } as TextDocument;
    await withoutDiffSides.didOpen?.(document, send);
  }
  expect(send).toHaveBeenCalledTimes(4);
});
