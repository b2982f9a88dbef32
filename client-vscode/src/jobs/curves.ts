import type { Measure, Metrics, Series } from "./job.ts";

/** What a plot draws: the steps, then the values of each measure at them. */
export type Plot = [steps: number[], ...values: (number | null)[][]];

const MEASURES: readonly Measure[] = [
  "trainLoss",
  "validLoss",
  "fullValidLoss",
  "trainAccuracy",
  "validAccuracy",
  "fullValidAccuracy",
];

/** What was measured of a training, as it comes in: each measure once a step, the last one counts. */
export class Curves {
  private readonly measured = new Map<Measure, Map<number, number>>(
    MEASURES.map((measure) => [measure, new Map()]),
  );

  /** Takes in what is known of the whole training. */
  add(series: Series): void {
    for (const measure of MEASURES) {
      for (const [step, value] of series[measure] ?? []) {
        this.measured.get(measure)?.set(step, value);
      }
    }
  }

  /** Takes in what was measured at a step. */
  note(metrics: Metrics): void {
    for (const measure of MEASURES) {
      const value = metrics[measure];
      if (metrics.step !== null && value !== null) {
        this.measured.get(measure)?.set(metrics.step, value);
      }
    }
  }

  /** The value at a step of the first of these measures that is known there. */
  at(step: number, measures: readonly Measure[]): number | undefined {
    for (const measure of measures) {
      const value = this.measured.get(measure)?.get(step);
      if (value !== undefined) {
        return value;
      }
    }
    return undefined;
  }

  /** The measures over all steps at which one of them is known, null where one is not. */
  plot(measures: readonly Measure[]): Plot {
    const curves = measures.map((measure) => this.measured.get(measure) ?? new Map());
    const steps = [...new Set(curves.flatMap((curve) => [...curve.keys()]))].sort((a, b) => a - b);
    return [steps, ...curves.map((curve) => steps.map((step) => curve.get(step) ?? null))];
  }
}
