import type { Act, Job } from "./job.ts";

/** How a status is drawn: a codicon, and a colour of the theme. */
export interface Look {
  readonly icon: string;
  readonly colour?: string;
}

const WAITING: Look = { icon: "clock", colour: "charts.yellow" };
const WORKING: Look = { icon: "sync~spin", colour: "charts.blue" };
const RESTING: Look = { icon: "debug-pause", colour: "charts.yellow" };
const CANCELLED: Look = { icon: "circle-slash", colour: "disabledForeground" };
const UNKNOWN: Look = { icon: "question" };

const LOOKS: ReadonlyMap<string, Look> = new Map([
  ["validating_files", WAITING],
  ["created", WAITING],
  ["pending", WAITING],
  ["queued", WAITING],
  ["running", WORKING],
  ["resuming", WORKING],
  ["pausing", RESTING],
  ["paused", RESTING],
  ["cancelling", CANCELLED],
  ["cancelled", CANCELLED],
  ["succeeded", { icon: "pass-filled", colour: "testing.iconPassed" }],
  ["failed", { icon: "error", colour: "testing.iconFailed" }],
]);

/** The look of a status, those that no document names too. */
export function look(status: string): Look {
  return LOOKS.get(status) ?? UNKNOWN;
}

/** A status in words: “validating files”. */
export function words(status: string): string {
  return status.replaceAll("_", " ") || "not ordered yet";
}

/** What can be asked of a job in its status. */
export function acts({ status, jobId, hasEnded }: Job): readonly Act[] {
  if (hasEnded || jobId === "" || status === "cancelling") {
    return [];
  }
  if (status === "running") {
    return ["pause", "cancel"];
  }
  return status === "paused" || status === "pausing" ? ["resume", "cancel"] : ["cancel"];
}
