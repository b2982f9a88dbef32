/** Where jobs are sent. */
export interface Place {
  readonly endpoint: string;
  readonly title: string;
  readonly origin: string;
  readonly host: string;
  readonly api: "azure" | "azure-dated" | "openai";
  readonly isLocal: boolean;
  /** Whether the server knows a key for the origin by itself. */
  readonly hasKey: boolean;
}

/** What can be chosen for a training file at a place. */
export interface Choices {
  readonly method: string | null;
  readonly hasImages: boolean;
  readonly examples: number;
  readonly refused: boolean;
  readonly validation: string | null;
  readonly model: string | null;
  /** The best first. */
  readonly models: readonly Model[];
  readonly hyperparameters: readonly Hyperparameter[];
  /** None where the service has none. */
  readonly trainingTypes: readonly TrainingType[];
  readonly suffixMax: number;
  readonly needsGrader: boolean;
}

export interface Model {
  readonly id: string;
  readonly fits: boolean;
  readonly notes: readonly string[];
}

/** A number that the service chooses unless it is told one. */
export interface Hyperparameter {
  readonly name: string;
  readonly label: string;
  /** The range in words. */
  readonly takes: string;
  readonly least: number | null;
  readonly above: number | null;
  readonly most: number | null;
  readonly whole: boolean;
}

export interface TrainingType {
  readonly id: string;
  readonly label: string;
}

/** The job that is asked for. What is left out, the service chooses. */
export interface Wish {
  readonly training: string;
  readonly endpoint: string;
  readonly model: string;
  readonly validation?: string;
  readonly suffix?: string;
  readonly seed?: number;
  readonly hyperparameters?: Readonly<Record<string, number>>;
  readonly trainingType?: string;
  readonly grader?: object;
}

/** A job as it would be submitted, from files as they are saved. */
export interface Plan {
  readonly plan: string;
  readonly isRefused: boolean;
  readonly sentences: readonly string[];
  /** The images that the service would fetch. */
  readonly linked: number;
  readonly cost: string | null;
  /** The requests in words. */
  readonly request: string;
  /** Why it is refused. */
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly code: string;
  readonly message: string;
}

export interface Submitted {
  readonly job: { readonly jobId: string };
  readonly isNew: boolean;
}

/** The server's question for what proves who the user is. */
export interface Asked {
  readonly origin: string;
  readonly host: string;
  readonly title: string;
  readonly api: Place["api"];
  /** That of tokens of Microsoft Entra ID, where they are taken. */
  readonly scope: string | null;
  /** Whether the last answer was refused. */
  readonly denied: boolean;
}

export interface Credential {
  readonly kind: "key" | "token";
  readonly value: string;
}
