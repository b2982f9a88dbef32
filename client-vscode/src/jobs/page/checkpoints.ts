import { button, element } from "../../webview/page/dom.ts";
import type { Checkpoint, Metrics } from "../job.ts";
import { ask } from "./host.ts";

type Measured = (metrics: Metrics) => number | null;

const COLUMNS: readonly (readonly [title: string, value: Measured])[] = [
  ["Train loss", ({ trainLoss }) => trainLoss],
  ["Validation loss", ({ fullValidLoss, validLoss }) => fullValidLoss ?? validLoss],
  [
    "Validation accuracy",
    ({ fullValidAccuracy, validAccuracy }) => fullValidAccuracy ?? validAccuracy,
  ],
];

/** The models as they were at some steps. */
export class Checkpoints {
  readonly element = element("div", "checkpoints");

  show(checkpoints: readonly Checkpoint[]): void {
    this.element.replaceChildren(
      checkpoints.length === 0
        ? element("p", "empty", "No checkpoints.")
        : element("table", "", head(), element("tbody", "", ...checkpoints.map(row))),
    );
  }
}

function head(): HTMLElement {
  const titles = ["Step", ...COLUMNS.map(([title]) => title), "Model", ""];
  return element(
    "thead",
    "",
    element("tr", "", ...titles.map((title) => element("th", "", title))),
  );
}

function row({ step, model, metrics, isBest }: Checkpoint): HTMLElement {
  const name = element("td", "model", model);
  name.title = model;
  return element(
    "tr",
    isBest ? "best" : "",
    element("td", "", step.toLocaleString(), ...(isBest ? [element("span", "badge", "Best")] : [])),
    ...COLUMNS.map(([, value]) => element("td", "", value(metrics)?.toFixed(4) ?? "–")),
    name,
    element(
      "td",
      "",
      button("Copy", "link", () => ask({ kind: "copy", text: model })),
    ),
  );
}
