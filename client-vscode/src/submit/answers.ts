import type { Memento } from "vscode";
import type { Choices, Place, Wish } from "./protocol.ts";

/** What is answered anew each time, beside what is remembered. URIs are texts here. */
export interface Answers extends Remembered {
  readonly training?: string | undefined;
  readonly place?: Place | undefined;
  /** Whether there is something to prove at the place who the user is. */
  readonly hasCredential?: boolean | undefined;
  readonly choices?: Choices | undefined;
  /** The plan that was agreed to. */
  readonly plan?: string | undefined;
}

export interface Remembered {
  /** Which entry of the list of services was picked. */
  readonly service?: string | undefined;
  readonly model?: string | undefined;
  readonly validation?: string | undefined;
  readonly suffix?: string | undefined;
  readonly numbers?: Readonly<Record<string, number>> | undefined;
  readonly trainingType?: string | undefined;
  readonly grader?: string | undefined;
}

/** The answers as the server takes them, with the grader that was read from its file. */
export function wishOf(answers: Answers, grader: object | undefined): Wish {
  const { training = "", place, choices, model = "", trainingType } = answers;
  const asked = new Set(choices?.hyperparameters.map(({ name }) => name));
  const numbers = Object.entries(answers.numbers ?? {}).filter(([name]) => asked.has(name));
  const { [SEED]: seed, ...hyperparameters } = Object.fromEntries(numbers);
  const isOffered = choices?.trainingTypes.some(({ id }) => id === trainingType);
  return {
    training,
    endpoint: place?.endpoint ?? "",
    model,
    hyperparameters,
    ...(answers.validation ? { validation: answers.validation } : {}),
    ...(answers.suffix ? { suffix: answers.suffix } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(trainingType && isOffered ? { trainingType } : {}),
    ...(grader === undefined ? {} : { grader }),
  };
}

/** The last answers in a workspace, and the endpoints that were used there. */
export class Memory {
  constructor(private readonly memento: Memento) {}

  get last(): Remembered {
    return this.memento.get<Remembered>(LAST, {});
  }

  /** The last one first. */
  get endpoints(): readonly string[] {
    return this.memento.get<string[]>(ENDPOINTS, []);
  }

  async keep(answers: Answers): Promise<void> {
    const { service, model, validation, suffix, numbers, trainingType, grader, place } = answers;
    const last = { service, model, validation, suffix, numbers, trainingType, grader };
    await this.memento.update(LAST, last satisfies Remembered);
    if (service !== undefined && service === place?.endpoint) {
      await this.memento.update(ENDPOINTS, [...new Set([service, ...this.endpoints])]);
    }
  }
}

/** It stands beside the hyperparameters in a request. */
const SEED = "seed";

const LAST = "tunelint.submission";
const ENDPOINTS = "tunelint.endpoints";
