/** A fine-tuning job as the server knows it. Its statuses are the service's, unknown ones too. */
export interface Job {
  readonly id: string;
  /** The service's name of it; empty until the service has made it. */
  readonly jobId: string;
  readonly status: string;
  readonly hasEnded: boolean;
  readonly hasSucceeded: boolean;
  readonly model: string;
  readonly tunedModel: string;
  readonly method: string;
  readonly suffix: string;
  readonly file: string;
  readonly fileName: string;
  readonly validationName: string | null;
  /** In seconds since 1970, as all times here. */
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly estimatedFinish: number | null;
  readonly trainedTokens: number | null;
  readonly error: string | null;
  readonly endpoint: string;
  readonly endpointTitle: string;
  readonly portal: string | null;
  readonly resultFiles: readonly string[];
  /** Why the service can't be asked at the moment. */
  readonly trouble: string | null;
}

export interface JobEvent {
  readonly id: string;
  readonly createdAt: number;
  readonly level: string;
  readonly message: string;
  readonly metrics: Metrics | null;
}

export interface Metrics {
  readonly step: number | null;
  readonly trainLoss: number | null;
  readonly trainAccuracy: number | null;
  readonly validLoss: number | null;
  readonly validAccuracy: number | null;
  readonly fullValidLoss: number | null;
  readonly fullValidAccuracy: number | null;
}

export type Measure = Exclude<keyof Metrics, "step">;

/** What was measured, at which step, by the steps. */
export type Series = Readonly<Record<Measure, readonly (readonly [number, number])[]>>;

/** A model as it was at a step of the training. */
export interface Checkpoint {
  readonly step: number;
  readonly model: string;
  readonly createdAt: number;
  readonly metrics: Metrics;
  readonly isBest: boolean;
}

export interface Details {
  readonly job: Job;
  readonly events: readonly JobEvent[];
  readonly checkpoints: readonly Checkpoint[];
  readonly series: Series;
  readonly bestStep: number | null;
}

/** What the server tells when something happens to a job. */
export interface Change {
  readonly job: Job;
  readonly events: readonly JobEvent[];
  readonly hasJustEnded: boolean;
}

export interface ResultsFile {
  readonly name: string;
  readonly text: string;
}

export type Act = "cancel" | "pause" | "resume";
