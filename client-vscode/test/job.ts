import type { Job, JobEvent, Metrics, Series } from "../src/jobs/job.ts";

/** A job that runs, but for what is said of it. */
export function job(more: Partial<Job> = {}): Job {
  return {
    id: "intent-1",
    jobId: "ftjob-1",
    status: "running",
    hasEnded: false,
    hasSucceeded: false,
    model: "gpt-4.1-mini",
    tunedModel: "",
    method: "supervised",
    suffix: "kitchen",
    file: "file:///data/train.jsonl",
    fileName: "train.jsonl",
    validationName: null,
    createdAt: 1_000,
    finishedAt: null,
    estimatedFinish: null,
    trainedTokens: null,
    error: null,
    endpoint: "https://kitchen.openai.azure.com",
    endpointTitle: "Azure OpenAI",
    portal: null,
    resultFiles: [],
    trouble: null,
    ...more,
  };
}

export const succeeded = job({
  status: "succeeded",
  hasEnded: true,
  hasSucceeded: true,
  tunedModel: "gpt-4.1-mini.ft-kitchen",
  resultFiles: ["file-9"],
});

export function metrics(more: Partial<Metrics>): Metrics {
  return {
    step: null,
    trainLoss: null,
    trainAccuracy: null,
    validLoss: null,
    validAccuracy: null,
    fullValidLoss: null,
    fullValidAccuracy: null,
    ...more,
  };
}

export function series(more: Partial<Series>): Series {
  const none = {
    trainLoss: [],
    trainAccuracy: [],
    validLoss: [],
    validAccuracy: [],
    fullValidLoss: [],
    fullValidAccuracy: [],
  };
  return { ...none, ...more };
}

export function event(more: Partial<JobEvent> = {}): JobEvent {
  return { id: "event-1", createdAt: 1_000, level: "info", message: "", metrics: null, ...more };
}
