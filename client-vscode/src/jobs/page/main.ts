import "uplot/dist/uPlot.min.css";
import "./style.css";
import "./chart.css";
import "./lists.css";
import { element, section, whenChanged } from "../../webview/page/dom.ts";
import { remember } from "../../webview/page/host.ts";
import { Curves } from "../curves.ts";
import type { Change, Checkpoint, Details, Job, JobEvent } from "../job.ts";
import { Chart } from "./chart.ts";
import { Checkpoints } from "./checkpoints.ts";
import { Facts } from "./facts.ts";
import { Head } from "./head.ts";
import { listen } from "./host.ts";
import { Log } from "./log.ts";
import { onTheme } from "./theme.ts";

const curves = new Curves();
const head = new Head();
const facts = new Facts();
const log = new Log();
const checkpoints = new Checkpoints();
const charts = [
  new Chart("Loss", curves, [
    { measure: "trainLoss", label: "Train", colour: "train" },
    { measure: "validLoss", label: "Validation", colour: "validation" },
    { measure: "fullValidLoss", label: "Full validation", colour: "validation", isRare: true },
  ]),
  new Chart("Accuracy", curves, [
    { measure: "trainAccuracy", label: "Train", colour: "train" },
    { measure: "validAccuracy", label: "Validation", colour: "validation" },
    { measure: "fullValidAccuracy", label: "Full validation", colour: "validation", isRare: true },
  ]),
];
const failure = element("p", "note error");
failure.hidden = true;
const showJob = whenChanged((job: Job) => {
  remember({ id: job.id });
  head.show(job);
  facts.show(job);
});
const showCheckpoints = whenChanged((reached: readonly Checkpoint[]) => checkpoints.show(reached));
let best: number | null = null;
let hasPast = false;

document.body.append(
  failure,
  head.element,
  facts.element,
  element("div", "charts", ...charts.map((chart) => chart.element)),
  section("Checkpoints", checkpoints.element),
  section("Events", log.element),
);
onTheme(() => {
  for (const chart of charts) {
    chart.redraw();
  }
});
listen((told) => {
  failure.hidden = told.kind !== "failure";
  switch (told.kind) {
    case "details":
      return showDetails(told.details);
    case "change":
      return showChange(told.change);
    case "failure":
      failure.textContent = told.message;
  }
});

function showDetails({ job, events, checkpoints: reached, series, bestStep }: Details): void {
  showJob(job);
  hasPast = true;
  best = bestStep;
  showCheckpoints(reached);
  curves.add(series);
  for (const { step, metrics } of reached) {
    curves.note({ ...metrics, step });
  }
  take(events);
}

/** Before it is known what was, what is new would stand above it in the log. */
function showChange({ job, events }: Change): void {
  showJob(job);
  if (hasPast) {
    take(events);
  }
}

function take(events: readonly JobEvent[]): void {
  log.add(events);
  for (const { metrics } of events) {
    if (metrics !== null) {
      curves.note(metrics);
    }
  }
  for (const chart of charts) {
    chart.show(best);
  }
}
