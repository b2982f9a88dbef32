/** The answer of somebody who wants to go to the step before. */
export const BACK = Symbol("back");

/** What a step gives: all answers with its own, a wish to go back, or nothing to end it all. */
export type Outcome<Answers> = Answers | typeof BACK | undefined;

/** Whether somebody went back or away instead of answering. */
export function leaves<T>(said: T | typeof BACK | undefined): said is typeof BACK | undefined {
  return said === undefined || said === BACK;
}

export interface Step<Answers> {
  /** Whether there is something to ask, by what was answered so far. */
  readonly applies?: (answers: Answers) => boolean;
  readonly ask: (answers: Answers, turn: Turn, keep: Keep<Answers>) => Promise<Outcome<Answers>>;
}

/** Has answers hold before the step is done, so that they are there after a step back. */
export type Keep<Answers> = (answers: Answers) => void;

/** Where in the series a step stands, from 1. */
export interface Turn {
  readonly step: number;
  readonly of: number;
}

/**
 * Asks in turn, from the first step or another one on. Who goes back finds the answers as they
 * were given. Undefined when somebody ends it before the last step.
 */
export async function walk<Answers>(
  steps: readonly Step<Answers>[],
  start: Answers,
  from?: Step<Answers>,
): Promise<Answers | undefined> {
  let answers = start;
  let at = from ?? following(steps, undefined, answers);
  while (at !== undefined) {
    const outcome = await at.ask(answers, turnOf(steps, at, answers), (kept) => {
      answers = kept;
    });
    if (outcome === undefined) {
      return undefined;
    }
    if (outcome === BACK) {
      at = preceding(steps, at, answers);
    } else {
      answers = outcome;
      at = following(steps, at, answers);
    }
  }
  return answers;
}

function turnOf<A>(steps: readonly Step<A>[], at: Step<A>, answers: A): Turn {
  const shown = steps.filter((step) => step === at || applies(step, answers));
  return { step: shown.indexOf(at) + 1, of: shown.length };
}

function following<A>(steps: readonly Step<A>[], at: Step<A> | undefined, answers: A) {
  const next = at === undefined ? 0 : steps.indexOf(at) + 1;
  return steps.slice(next).find((step) => applies(step, answers));
}

/** The first step has none before it: it is asked again. */
function preceding<A>(steps: readonly Step<A>[], at: Step<A>, answers: A): Step<A> {
  return steps.slice(0, steps.indexOf(at)).findLast((step) => applies(step, answers)) ?? at;
}

function applies<A>(step: Step<A>, answers: A): boolean {
  return step.applies?.(answers) ?? true;
}
