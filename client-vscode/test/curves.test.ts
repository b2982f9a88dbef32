import { expect, test } from "vitest";
import { Curves } from "../src/jobs/curves.ts";
import { metrics, series } from "./job.ts";

test("curves share their steps, and have gaps where nothing was measured", () => {
  const curves = new Curves();
  curves.add(
    series({
      trainLoss: [
        [1, 2],
        [2, 1.5],
        [4, 1],
      ],
      validLoss: [
        [2, 1.7],
        [5, 1.2],
      ],
    }),
  );
  expect(curves.plot(["trainLoss", "validLoss"])).toEqual([
    [1, 2, 4, 5],
    [2, 1.5, 1, null],
    [null, 1.7, null, 1.2],
  ]);
});

test("what comes in late or twice is drawn at its step, once", () => {
  const curves = new Curves();
  curves.note(metrics({ step: 10, trainLoss: 0.5 }));
  curves.note(metrics({ step: 9, trainLoss: 0.6 }));
  curves.note(metrics({ step: 10, trainLoss: 0.5, validLoss: 0.7 }));
  curves.note(metrics({ trainLoss: 0.1 }));
  expect(curves.plot(["trainLoss", "validLoss"])).toEqual([
    [9, 10],
    [0.6, 0.5],
    [null, 0.7],
  ]);
});

test("with nothing measured there is nothing to draw", () => {
  expect(new Curves().plot(["trainLoss"])).toEqual([[], []]);
});

test("the value at a step is that of the first measure that is known there", () => {
  const curves = new Curves();
  curves.note(metrics({ step: 3, trainLoss: 0.5, validLoss: 0.7 }));
  expect(curves.at(3, ["fullValidLoss", "validLoss", "trainLoss"])).toBe(0.7);
  expect(curves.at(4, ["validLoss"])).toBeUndefined();
});
