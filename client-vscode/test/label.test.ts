import { expect, test } from "vitest";
import { type Forecast, label, type Severity } from "../src/label.ts";

test("findings are counted by severity, hints only in the tooltip", () => {
  expect(label("running", "bad.jsonl", summary(12, { error: 3, warning: 1, hint: 2 }))).toEqual({
    text: "Tunelint $(error) 3 $(warning) 1",
    tooltip: "bad.jsonl: 12 examples, 3 errors, 1 warning, 2 hints",
  });
  expect(label("running", "odd.jsonl", summary(1, { info: 1 }))).toEqual({
    text: "Tunelint $(info) 1",
    tooltip: "odd.jsonl: 1 example, 1 note",
  });
});

test("a clean dataset shows how many examples it has", () => {
  expect(label("running", "good.jsonl", summary(50_000))).toEqual({
    text: "$(check) Tunelint: 50,000 examples",
    tooltip: "good.jsonl: 50,000 examples, no findings",
  });
  expect(label("running", "good.jsonl", summary(1, { hint: 1 }))).toEqual({
    text: "$(check) Tunelint: 1 example",
    tooltip: "good.jsonl: 1 example, 1 hint",
  });
});

test("an icon tells that the file would be rejected, or examples skipped", () => {
  const rejected = { ...TAKEN, sentence: "It is rejected.", rejected_by: ["missing-key"] };
  expect(label("running", "bad.jsonl", summary(12, { error: 3 }, rejected))).toEqual({
    text: "$(circle-slash) Tunelint $(error) 3",
    tooltip: "bad.jsonl: 12 examples, 3 errors\nIt is rejected.",
  });
  const skipping = { ...TAKEN, sentence: "One is skipped.", skipped: 1 };
  expect(label("running", "odd.jsonl", summary(12, { error: 1 }, skipping))).toEqual({
    text: "$(debug-step-over) Tunelint $(error) 1",
    tooltip: "odd.jsonl: 12 examples, 1 error\nOne is skipped.",
  });
  expect(label("running", "good.jsonl", summary(50, { warning: 1 }, TAKEN))).toEqual({
    text: "Tunelint $(warning) 1",
    tooltip: "good.jsonl: 50 examples, 1 warning\nAll is well.",
  });
  expect(label("running", "good.jsonl", summary(50, {}, skipping)).text).toBe(
    "$(debug-step-over) Tunelint",
  );
});

test("a dataset without a summary is not called clean", () => {
  expect(label("running", "huge.jsonl", undefined)).toEqual({
    text: "Tunelint",
    tooltip: "huge.jsonl: not checked",
  });
  expect(label("running", "huge.jsonl", undefined, false).tooltip).toMatch(
    /^huge\.jsonl: not checked\nVS Code shows extensions no file as large as this/,
  );
});

test("what the server does goes before what it found", () => {
  const old = summary(12, { error: 3 });
  expect(label("starting", "bad.jsonl", old).text).toBe("$(loading~spin) Tunelint");
  expect(label("stopped", "bad.jsonl", old).text).toBe("$(error) Tunelint");
});

const TAKEN: Forecast = { sentence: "All is well.", rejected_by: [], skipped: 0 };

function summary(
  examples: number,
  findings: Partial<Record<Severity, number>> = {},
  forecast: Forecast | null = null,
) {
  return {
    uri: "file:///bad.jsonl",
    version: 1,
    examples,
    findings: { error: 0, warning: 0, info: 0, hint: 0, ...findings },
    forecast,
  };
}
