import type { Answers } from "./answers.ts";
import { pick, type } from "./asking.ts";
import { leaves, type Step } from "./steps.ts";
import { TITLE } from "./title.ts";

/** What is to stand in the name of the tuned model. */
export const suffixStep: Step<Answers> = {
  ask: async (answers, turn) => {
    const most = answers.choices?.suffixMax ?? 0;
    const blank = {
      title: TITLE,
      turn,
      placeholder: "Suffix",
      prompt: `What is to stand in the tuned model's name: up to ${most} characters, or nothing.`,
      value: answers.suffix ?? "",
    };
    const suffix = await type(blank, (text) => {
      if (text.length > most) {
        throw new Error(`The suffix has ${text.length} characters; it takes ${most}.`);
      }
      return text;
    });
    return leaves(suffix) ? suffix : { ...answers, suffix };
  },
};

/** Where the service trains and for what price, where that can be chosen. */
export const trainingTypeStep: Step<Answers> = {
  applies: ({ choices }) => (choices?.trainingTypes.length ?? 0) > 0,
  ask: async (answers, turn) => {
    const question = { title: TITLE, turn, placeholder: "Which training type?" };
    const types = [USUAL, ...(answers.choices?.trainingTypes ?? [])].map((type) => ({
      ...type,
      isLikely: type.id === answers.trainingType,
    }));
    const picked = await pick(question, types);
    return leaves(picked) ? picked : { ...answers, trainingType: picked.id };
  },
};

const USUAL = { id: undefined, label: "As the service chooses" };
