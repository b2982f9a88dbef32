import type { Answers } from "./answers.ts";
import { pick, type Question, type } from "./asking.ts";
import { chosen, readNumber } from "./numbers.ts";
import type { Hyperparameter } from "./protocol.ts";
import { BACK, leaves, type Step } from "./steps.ts";
import { TITLE } from "./title.ts";

type Numbers = Readonly<Record<string, number>>;

/** The hyperparameters and the seed: as many of them as somebody wants to set. */
export const numbersStep: Step<Answers> = {
  applies: ({ choices }) => choices === undefined || choices.hyperparameters.length > 0,
  ask: async (answers, turn, keep) => {
    const question = { title: TITLE, turn, placeholder: "Which hyperparameters are to be set?" };
    let numbers = answers.numbers ?? {};
    for (;;) {
      const picked = await pick(question, offers(answers.choices?.hyperparameters ?? [], numbers));
      if (leaves(picked)) {
        return picked;
      }
      if (picked.asked === undefined) {
        return { ...answers, numbers };
      }
      const changed = await typeNumber({ ...question, isNested: true }, picked.asked, numbers);
      if (changed === undefined) {
        return undefined;
      }
      if (changed !== BACK) {
        numbers = changed;
        keep({ ...answers, numbers });
      }
    }
  },
};

function offers(hyperparameters: readonly Hyperparameter[], numbers: Numbers) {
  const asked = hyperparameters.map((each) => ({
    label: each.label,
    description: chosen(numbers[each.name]),
    detail: each.takes,
    asked: each,
  }));
  return [{ label: "$(arrow-right) Go on with these", asked: undefined }, ...asked];
}

async function typeNumber(question: Question, asked: Hyperparameter, numbers: Numbers) {
  const { [asked.name]: given, ...others } = numbers;
  const blank = {
    ...question,
    placeholder: chosen(undefined),
    prompt: `${asked.label}: ${asked.takes}. With nothing here, the service chooses.`,
    value: given === undefined ? "" : String(given),
  };
  return type<Numbers>(blank, (text) => {
    const number = readNumber(text, asked);
    return number === undefined ? others : { ...others, [asked.name]: number };
  });
}
