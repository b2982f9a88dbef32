import { expect, test } from "vitest";
import { label, type Severity } from "../src/label.ts";

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

test("a dataset without a summary is not called clean", () => {
  expect(label("running", "huge.jsonl", undefined)).toEqual({
    text: "Tunelint",
    tooltip: "huge.jsonl: not checked",
  });
});

test("what the server does goes before what it found", () => {
  const old = summary(12, { error: 3 });
  expect(label("starting", "bad.jsonl", old).text).toBe("$(loading~spin) Tunelint");
  expect(label("stopped", "bad.jsonl", old).text).toBe("$(error) Tunelint");
});

function summary(examples: number, findings: Partial<Record<Severity, number>> = {}) {
  return {
    uri: "file:///bad.jsonl",
    version: 1,
    examples,
    findings: { error: 0, warning: 0, info: 0, hint: 0, ...findings },
  };
}
