import { beforeEach, expect, test, vi } from "vitest";
import type { Answers } from "../src/submit/answers.ts";
import { pick } from "../src/submit/asking.ts";
import { confirmStep } from "../src/submit/confirming.ts";
import { showProblems } from "../src/submit/problems.ts";
import type { Plan } from "../src/submit/protocol.ts";
import { savedFile } from "../src/submit/saving.ts";
import { BACK } from "../src/submit/steps.ts";

const window = vi.hoisted(() => ({ showErrorMessage: vi.fn() }));
vi.mock("vscode", () => ({
  window,
  QuickPickItemKind: { Separator: -1 },
  Uri: { parse: (text: string) => ({ path: new URL(text).pathname }) },
}));
vi.mock("../src/submit/asking.ts", () => ({ pick: vi.fn() }));
vi.mock("../src/submit/problems.ts", () => ({ showProblems: vi.fn() }));
vi.mock("../src/submit/saving.ts", () => ({ savedFile: vi.fn() }));

const TURN = { step: 7, of: 7 };
const ANSWERS: Answers = {
  training: "file:///data/train.jsonl",
  validation: "file:///data/v.jsonl",
};
const PLAN: Plan = {
  plan: "1",
  isRefused: false,
  sentences: ["train.jsonl (5 bytes): The service would take it.", "Training: nothing."],
  linked: 0,
  cost: null,
  request: "POST",
  reasons: [],
};

const waiting = { request: vi.fn() };
const memory = { keep: vi.fn() };
const requests = { show: vi.fn() };
const step = confirmStep(waiting as never, memory as never, requests as never);

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(savedFile).mockImplementation(async (file) => file);
  waiting.request.mockResolvedValue(PLAN);
});

test("what is agreed to is the plan that was shown", async () => {
  choosing("submit");
  expect(await confirm()).toEqual({ ...ANSWERS, plan: "1" });
  expect(memory.keep).toHaveBeenCalledExactlyOnceWith(ANSWERS);
  expect(shown()[0]).toMatchObject({
    label: "train.jsonl (5 bytes):",
    detail: "The service would take it.",
  });
});

test("a sentence is shown to its end, however long it is", async () => {
  const words =
    "50 of 62 examples trained on, 12 skipped (unreachable-image); 2 more may be skipped";
  const sentences = [`train.jsonl (5 bytes): If it takes it: ${words} (image-too-large).`];
  waiting.request.mockResolvedValue({ ...PLAN, sentences });
  choosing("submit");
  await confirm();
  expect(shown().slice(0, 2)).toEqual([
    {
      label: "train.jsonl (5 bytes):",
      detail: "If it takes it: 50 of 62 examples trained on, 12 skipped",
    },
    { label: "(unreachable-image); 2 more may be skipped (image-too-large).", detail: "" },
  ]);
});

test("a sentence can be read, and the request be shown, without an end to the question", async () => {
  choosing(undefined, "show", "submit");
  expect(await confirm()).toHaveProperty("plan", "1");
  expect(requests.show).toHaveBeenCalledExactlyOnceWith(PLAN);
  expect(waiting.request).toHaveBeenCalledOnce();
});

test("image URLs are checked for a plan of its own, and then not offered again", async () => {
  waiting.request.mockResolvedValueOnce({ ...PLAN, linked: 1200 });
  waiting.request.mockResolvedValueOnce({ ...PLAN, linked: 1200, plan: "2" });
  choosing("check", "submit");
  expect(await confirm()).toHaveProperty("plan", "2");
  expect(labels(0)).toContain("$(link) Check the 1,200 image URLs first");
  expect(labels(1).join()).not.toContain("image URLs");
  const asked = waiting.request.mock.calls.map(([, { checkUrls }]) => checkUrls);
  expect(asked).toEqual([false, true]);
});

test("a check of image URLs that was cancelled is offered again", async () => {
  waiting.request.mockResolvedValueOnce({ ...PLAN, linked: 2 }).mockResolvedValueOnce(undefined);
  choosing("check", "submit");
  expect(await confirm()).toHaveProperty("plan", "1");
  expect(labels(1)).toContain("$(link) Check the 2 image URLs first");
});

test("a refused file is told of by its own sentence, and nothing can be submitted", async () => {
  const reason = { uri: ANSWERS.training ?? "", line: 3, character: 1, code: "a", message: "b" };
  waiting.request.mockResolvedValue({ ...PLAN, isRefused: true, reasons: [reason] });
  window.showErrorMessage.mockResolvedValue("Show Problems");
  expect(await confirm()).toBeUndefined();
  expect(window.showErrorMessage).toHaveBeenCalledWith(
    "train.jsonl (5 bytes): The service would take it. Nothing was sent.",
    "Show Problems",
  );
  expect(showProblems).toHaveBeenCalledExactlyOnceWith(reason);
  expect(pick).not.toHaveBeenCalled();
});

test("nothing is planned of a file that stays unsaved", async () => {
  vi.mocked(savedFile).mockResolvedValueOnce(ANSWERS.training);
  vi.mocked(savedFile).mockResolvedValueOnce(undefined);
  expect(await confirm()).toBe(BACK);
  expect(waiting.request).not.toHaveBeenCalled();
});

test("who cancels the check is back at the question before", async () => {
  waiting.request.mockResolvedValue(undefined);
  expect(await confirm()).toBe(BACK);
});

function confirm() {
  return step.ask(ANSWERS, TURN, () => undefined);
}

function choosing(...acts: (string | undefined)[]) {
  for (const act of acts) {
    vi.mocked(pick).mockResolvedValueOnce({ label: "", act } as never);
  }
}

function shown(time = 0) {
  return vi.mocked(pick).mock.calls[time]?.[1] as { label: string }[];
}

function labels(time: number) {
  return shown(time).map(({ label }) => label);
}
