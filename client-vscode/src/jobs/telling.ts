import { age } from "./age.ts";
import type { Job, Metrics } from "./job.ts";
import { acts, words } from "./status.ts";

const ENDS: ReadonlyMap<string, string> = new Map([
  ["succeeded", "succeeded"],
  ["failed", "failed"],
  ["cancelled", "was cancelled"],
]);

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What a person calls the job. */
export function nameOf({ suffix, model }: Job): string {
  return suffix || model;
}

/** What stands beside the name in the list. */
export function description(job: Job, now: number): string {
  const trouble = job.trouble === null ? [] : ["no contact"];
  return [job.fileName, words(job.status), ...trouble, age(job.createdAt, now)].join(" · ");
}

/** What is worth a look at a job, line by line. */
export function tooltip(job: Job): string {
  const notes = [job.error, job.trouble].filter((note) => note !== null);
  const told = facts(job).map(({ name, value }) => `${name}: ${value}`);
  return [`${nameOf(job)}: ${words(job.status)}`, ...notes, "", ...told].join("\n");
}

/** What is known of a job, in the order in which it is asked for. */
export function facts(job: Job): Fact[] {
  const told: [string, string | null][] = [
    ["Model", job.model],
    ["Tuned model", job.tunedModel],
    ["Method", job.method],
    ["Training file", job.fileName],
    ["Validation file", job.validationName],
    ["Service", job.endpointTitle],
    ["Job ID", job.jobId],
    ["Created", moment(job.createdAt)],
    ["Finished", moment(job.finishedAt)],
    ["Estimated finish", job.hasEnded ? null : moment(job.estimatedFinish)],
    ["Trained tokens", job.trainedTokens === null ? null : job.trainedTokens.toLocaleString()],
  ];
  return told.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

/** How a job ended, in a sentence. */
export function ending(job: Job): string {
  const { status, error } = job;
  const how = ENDS.get(status) ?? `has ended (${words(status)})`;
  const more = job.hasSucceeded ? job.tunedModel : error;
  return `Job ${nameOf(job)} ${how}${more ? `: ${more}` : "."}`;
}

/** What the menus of the list go by: what can be done with a job. */
export function contextValue(job: Job): string {
  const can = [
    ...acts(job),
    ...(job.tunedModel === "" ? [] : ["copyModel"]),
    ...(job.jobId === "" ? [] : ["copyId"]),
    ...(job.portal === null ? [] : ["portal"]),
    ...(job.resultFiles.length === 0 ? [] : ["results"]),
  ];
  return ["job", ...can].join(" ");
}

/** The losses of a checkpoint in a few words. */
export function losses({ trainLoss, fullValidLoss, validLoss }: Metrics): string {
  const valid = fullValidLoss ?? validLoss;
  return [
    ...(trainLoss === null ? [] : [`train ${trainLoss.toFixed(4)}`]),
    ...(valid === null ? [] : [`validation ${valid.toFixed(4)}`]),
  ].join(" · ");
}

/** A moment on the reader's clock. */
function moment(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toLocaleString();
}
