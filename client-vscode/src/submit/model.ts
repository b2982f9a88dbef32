import type { Session } from "../session.ts";
import type { Answers } from "./answers.ts";
import { type Offer, pick, type Question, type } from "./asking.ts";
import { showProblems } from "./problems.ts";
import type { Choices } from "./protocol.ts";
import { BACK, leaves, type Step } from "./steps.ts";
import { TITLE } from "./title.ts";

/** The model, of those that fit the file; and with it what else can be chosen. */
export function modelStep(session: Pick<Session, "request">): Step<Answers> {
  return {
    ask: async (answers, turn) => {
      const { training, place, model: last } = answers;
      const question = { title: TITLE, turn, placeholder: "Which model is to be tuned?" };
      const choices = session.request<Choices>("tunelint/submission/choices", {
        training,
        endpoint: place?.endpoint,
      });
      const model = await pickModel(
        question,
        choices.then((known) => offers(known, last)),
      );
      if (model === REFUSED) {
        return showProblems();
      }
      return leaves(model) ? model : { ...answers, model, choices: await choices };
    },
  };
}

interface ModelOffer extends Offer {
  readonly id?: string | typeof REFUSED;
}

/** The documented models, before the last one and the configured one where they are none of these. */
export function offers(
  { models, model: configured, refused }: Pick<Choices, "models" | "model" | "refused">,
  last: string | undefined,
): ModelOffer[] {
  const likely = last ?? configured;
  const known = models.map(({ id }) => id);
  const named = [last, configured].filter((id) => id !== undefined && id !== null);
  const own = new Set(named.filter((id) => !known.includes(id)));
  return [
    ...(refused ? [REFUSAL] : []),
    ...[...own].map((id) => ({ id, label: id, isLikely: id === likely })),
    ...models.map(({ id, fits, notes }) => ({
      id,
      label: fits ? id : `$(warning) ${id}`,
      description: id === configured ? "as configured" : "",
      detail: notes.join(" "),
      isLikely: id === likely,
    })),
    { label: "$(edit) Another model…" },
  ];
}

async function pickModel(question: Question, models: Promise<ModelOffer[]>) {
  for (;;) {
    const picked = await pick(question, models);
    if (leaves(picked)) {
      return picked;
    }
    const name = picked.id ?? (await typeModel({ ...question, isNested: true }));
    if (name !== BACK) {
      return name;
    }
  }
}

function typeModel(question: Question) {
  const prompt = "The model's name, as the service knows it.";
  return type({ ...question, placeholder: "Model", prompt }, (name) => {
    if (name === "") {
      throw new Error("A job needs a model.");
    }
    return name;
  });
}

const REFUSED = Symbol("refused");

const REFUSAL = {
  id: REFUSED,
  label: "$(error) The service would reject this file as it is",
  detail: "Shows the problems.",
  isLikely: true,
} as const;
