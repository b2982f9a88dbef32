import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { age } from "../src/jobs/age.ts";
import { acts, look, words } from "../src/jobs/status.ts";
import {
  contextValue,
  description,
  ending,
  facts,
  losses,
  nameOf,
  tooltip,
} from "../src/jobs/telling.ts";
import { job, metrics, succeeded } from "./job.ts";

test.each([
  ["validating_files", "clock"],
  ["queued", "clock"],
  ["running", "sync~spin"],
  ["paused", "debug-pause"],
  ["succeeded", "pass-filled"],
  ["failed", "error"],
  ["cancelled", "circle-slash"],
  ["polishing", "question"],
])("a job that is %s has the icon %s", (status, icon) => {
  expect(look(status).icon).toBe(icon);
});

test("statuses are told in words, those that no document names too", () => {
  expect(words("validating_files")).toBe("validating files");
  expect(words("polishing_twice")).toBe("polishing twice");
});

test.each([
  [0, "just now"],
  [-59, "just now"],
  [-60, "1m ago"],
  [-3_599, "59m ago"],
  [-2 * 3_600, "2h ago"],
  [-3 * 86_400, "3d ago"],
  [20, "in a moment"],
  [7_300, "in 2h"],
])("a moment %d s away is %s", (away, told) => {
  expect(age(10_000 + away, 10_000)).toBe(told);
});

test("what can be asked of a job depends on its status", () => {
  expect(acts(job())).toEqual(["pause", "cancel"]);
  expect(acts(job({ status: "paused" }))).toEqual(["resume", "cancel"]);
  expect(acts(job({ status: "queued" }))).toEqual(["cancel"]);
  expect(acts(job({ status: "cancelling" }))).toEqual([]);
  expect(acts(succeeded)).toEqual([]);
});

test("a job is called by its suffix, else by its model", () => {
  expect(nameOf(job())).toBe("kitchen");
  expect(nameOf(job({ suffix: "" }))).toBe("gpt-4.1-mini");
});

test("the list tells file, status and age, and that a service can't be asked", () => {
  expect(description(job(), 1_300)).toBe("train.jsonl · running · 5m ago");
  const { trouble } = { trouble: "The service can't be reached." };
  expect(description(job({ trouble }), 1_300)).toBe("train.jsonl · running · no contact · 5m ago");
  expect(tooltip(job({ trouble }))).toContain(`kitchen: running\n${trouble}\n`);
});

test("facts that are not known are left out", () => {
  const names = facts(job()).map(({ name }) => name);
  expect(names).toContain("Job ID");
  expect(names).not.toContain("Tuned model");
  expect(names).not.toContain("Validation file");
  expect(facts(succeeded)).toContainEqual({ name: "Tuned model", value: succeeded.tunedModel });
});

test("the end of a job is told in a sentence", () => {
  expect(ending(succeeded)).toBe("Job kitchen succeeded: gpt-4.1-mini.ft-kitchen");
  const failed = job({ status: "failed", hasEnded: true, error: "Too few examples." });
  expect(ending(failed)).toBe("Job kitchen failed: Too few examples.");
  expect(ending(job({ status: "cancelled", hasEnded: true }))).toBe("Job kitchen was cancelled.");
  const gone = job({ status: "gone", hasEnded: true, error: "The service does not know it." });
  expect(ending(gone)).toBe("Job kitchen has ended (gone): The service does not know it.");
});

test("the losses of a checkpoint are those that were measured", () => {
  expect(losses(metrics({ trainLoss: 0.5, validLoss: 0.7, fullValidLoss: 0.6 }))).toBe(
    "train 0.5000 · validation 0.6000",
  );
  expect(losses(metrics({ trainLoss: 0.5 }))).toBe("train 0.5000");
});

test("the menus of a job offer what can be done with it", () => {
  const running = offered(contextValue(job()));
  expect(running).toEqual(
    expect.arrayContaining(["tunelint.pauseJob", "tunelint.cancelJob", "tunelint.copyJobId"]),
  );
  expect(running).not.toContain("tunelint.copyModelName");
  expect(running).not.toContain("tunelint.openJobInPortal");
  const done = offered(contextValue({ ...succeeded, portal: "https://example.com" }));
  expect(done).not.toContain("tunelint.cancelJob");
  expect(done).toEqual(
    expect.arrayContaining([
      "tunelint.copyModelName",
      "tunelint.openJobInPortal",
      "tunelint.openJobResults",
      "tunelint.removeJob",
    ]),
  );
});

function offered(value: string): string[] {
  return manifest.contributes.menus["view/item/context"].flatMap(({ command, when }) => {
    const pattern = /viewItem =~ \/(.*)\/$/.exec(when)?.[1];
    return pattern !== undefined && new RegExp(pattern).test(value) ? [command] : [];
  });
}
