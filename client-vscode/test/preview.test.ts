import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Asking, PAUSE_MS } from "../src/preview/asking.ts";
import { isSame, placeOf } from "../src/preview/place.ts";

const take = vi.fn();
const fail = vi.fn();
const ask = vi.fn<(question: string, signal: AbortSignal) => Promise<string>>();

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.resetAllMocks();
});

test("of questions in quick succession the last one is asked", async () => {
  ask.mockResolvedValue("two");
  const asking = new Asking(ask, take, fail);
  asking.put("1");
  await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
  asking.put("2");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(ask.mock.calls.map(([question]) => question)).toEqual(["2"]);
  expect(take.mock.calls).toEqual([["two"]]);
});

test.each([
  ["answer", () => "one"],
  ["failure", () => Promise.reject(new Error("cancelled"))],
])("an %s that comes too late is not taken", async (_, end) => {
  const whenAborted = (signal: AbortSignal) =>
    new Promise<string>((resolve) => {
      signal.addEventListener("abort", () => resolve(end()));
    });
  ask.mockImplementationOnce((_, signal) => whenAborted(signal)).mockResolvedValueOnce("two");
  const asking = new Asking(ask, take, fail);
  asking.put("1");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  asking.put("2");
  expect(ask.mock.calls[0]?.[1].aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(take.mock.calls).toEqual([["two"]]);
  expect(fail).not.toHaveBeenCalled();
});

test("a failure is told, and nothing any more behind a stop", async () => {
  const refusal = new Error("The server is not running.");
  ask.mockRejectedValue(refusal);
  const asking = new Asking(ask, take, fail);
  asking.put("1");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(fail.mock.calls).toEqual([[refusal]]);
  asking.put("2");
  asking.stop();
  await vi.runAllTimersAsync();
  expect(ask).toHaveBeenCalledTimes(1);
});

const editor = (scheme: string, line: number, version = 1) => ({
  document: { uri: { scheme, toString: () => `${scheme}:a` }, version },
  selection: { active: { line } },
});

test("a dataset is previewed by line and version, a view as a whole", () => {
  const place = placeOf(editor("file", 3));
  expect(place).toEqual({ uri: "file:a", line: 3, version: 1 });
  expect(isSame(place, placeOf(editor("file", 3)))).toBe(true);
  expect(isSame(place, placeOf(editor("file", 4)))).toBe(false);
  expect(isSame(place, placeOf(editor("file", 3, 2)))).toBe(false);
  expect(isSame(place, undefined)).toBe(false);
  expect(placeOf(editor("tunelint-example", 3))).toEqual(placeOf(editor("tunelint-example", 9)));
});
