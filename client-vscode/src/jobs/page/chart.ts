import uPlot from "uplot";
import { element } from "../../webview/page/dom.ts";
import type { Curves } from "../curves.ts";
import type { Measure } from "../job.ts";
import { drawBest } from "./best.ts";
import { hints } from "./hint.ts";
import { colour } from "./theme.ts";

/** One curve of a chart. A measure that is taken now and then only is drawn as points. */
export interface Line {
  readonly measure: Measure;
  readonly label: string;
  readonly colour: string;
  readonly isRare?: boolean;
}

const HEIGHT = 200;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

/** Curves of measures over the steps, with their legend, and the best checkpoint marked. */
export class Chart {
  readonly element: HTMLElement;
  private readonly plot: uPlot;
  private readonly empty = element("p", "empty", "No metrics.");
  private best: number | null = null;

  constructor(
    title: string,
    private readonly curves: Curves,
    private readonly lines: readonly Line[],
  ) {
    const drawn = element("div", "drawn", this.empty);
    this.element = element("section", "chart", element("h2", "", title), drawn, legend(lines));
    this.plot = new uPlot(this.options(), [[]], drawn);
    new ResizeObserver(() =>
      this.plot.setSize({ width: drawn.clientWidth, height: HEIGHT }),
    ).observe(drawn);
  }

  /** Draws what is measured by now, and marks the checkpoint at a step. */
  show(best: number | null): void {
    this.best = best;
    this.element.classList.toggle("with-best", best !== null);
    const data = this.curves.plot(this.measures);
    this.empty.hidden = data[0].length > 0;
    this.plot.setData(data);
  }

  /** Draws the same in the colours of another theme. */
  redraw(): void {
    this.plot.redraw();
  }

  private get measures(): Measure[] {
    return this.lines.map(({ measure }) => measure);
  }

  private options(): uPlot.Options {
    return {
      width: 0,
      height: HEIGHT,
      padding: [10, 12, 0, 0],
      scales: { x: { time: false } },
      axes: [axis({ incrs: STEPS, size: 28 }), axis({ size: 48 })],
      series: [{}, ...this.lines.map(series)],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, sync: { key: "steps" } },
      hooks: { draw: [(plot) => this.drawBest(plot)] },
      plugins: [hints(this.lines)],
    };
  }

  private drawBest(plot: uPlot): void {
    if (this.best !== null) {
      const rarest = this.measures.toReversed();
      drawBest(plot, this.best, this.curves.at(this.best, rarest));
    }
  }
}

function axis(more: uPlot.Axis): uPlot.Axis {
  const grid = { stroke: () => colour("grid"), width: 1 };
  return {
    stroke: () => colour("vscode-descriptionForeground"),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    grid,
    ticks: { show: false },
    ...more,
  };
}

function series(line: Line): uPlot.Series {
  const stroke = () => colour(line.colour);
  return line.isRare
    ? { stroke, fill: stroke, paths: () => null, points: { show: true, size: 7, fill: stroke } }
    : { stroke, width: 1.5, spanGaps: true, points: { size: 4, fill: stroke } };
}

function legend(lines: readonly Line[]): HTMLElement {
  const entries = lines.map(({ label, colour, isRare }) =>
    entry(label, colour, isRare ? "point" : ""),
  );
  const best = entry("Best checkpoint", "best", "line");
  best.classList.add("for-best");
  return element("ul", "legend", ...entries, best);
}

function entry(label: string, colour: string, shape: string): HTMLElement {
  const swatch = element("span", `swatch ${shape}`);
  swatch.style.color = `var(--${colour})`;
  return element("li", "", swatch, label);
}
