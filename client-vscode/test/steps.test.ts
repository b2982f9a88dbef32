import { expect, test } from "vitest";
import { BACK, type Outcome, type Step, walk } from "../src/submit/steps.ts";

type Answers = Readonly<Record<string, string>>;

/** Steps that are answered by a script, and what each of them saw. */
function scripted(script: Record<string, (string | typeof BACK | undefined)[]>) {
  const seen: string[] = [];
  const step = (name: string): Step<Answers> => ({
    ask: async (answers, turn): Promise<Outcome<Answers>> => {
      seen.push(`${name} ${turn.step}/${turn.of} ${answers[name] ?? "-"}`);
      const said = script[name]?.shift();
      return typeof said === "string" ? { ...answers, [name]: said } : said;
    },
  });
  return { seen, step };
}

test("steps are asked in turn, and their answers gathered", async () => {
  const { seen, step } = scripted({ model: ["gpt-4.1"], suffix: ["cats"] });
  expect(await walk([step("model"), step("suffix")], { place: "here" })).toEqual({
    place: "here",
    model: "gpt-4.1",
    suffix: "cats",
  });
  expect(seen).toEqual(["model 1/2 -", "suffix 2/2 -"]);
});

test("who goes back finds the answer that was given, and goes on from there", async () => {
  const { seen, step } = scripted({ model: ["gpt-4.1", "gpt-4o"], suffix: [BACK, "cats"] });
  const answers = await walk([step("model"), step("suffix")], {});
  expect(answers).toEqual({ model: "gpt-4o", suffix: "cats" });
  expect(seen).toEqual(["model 1/2 -", "suffix 2/2 -", "model 1/2 gpt-4.1", "suffix 2/2 -"]);
});

test("a step with nothing to ask is left out in both directions, and not counted", async () => {
  const { seen, step } = scripted({ place: ["a", "a"], model: [BACK, "gpt-4o"] });
  const key = { ...step("key"), applies: ({ place }: Answers) => place === undefined };
  expect(await walk([step("place"), key, step("model")], {})).toEqual({
    place: "a",
    model: "gpt-4o",
  });
  expect(seen).toEqual(["place 1/3 -", "model 2/2 -", "place 1/2 a", "model 2/2 -"]);
});

test("an answer can settle its own step: the step before it is the one to go back to", async () => {
  const { seen, step } = scripted({ place: ["a", "a"], key: ["kept"], model: [BACK, "gpt-4o"] });
  const key = { ...step("key"), applies: (answers: Answers) => answers.key === undefined };
  await walk([step("place"), key, step("model")], {});
  expect(seen).toEqual(["place 1/3 -", "key 2/3 -", "model 2/2 -", "place 1/2 a", "model 2/2 -"]);
});

test("what a step keeps holds after a step back", async () => {
  const { seen, step } = scripted({ model: ["gpt-4.1", "gpt-4.1"], last: [undefined] });
  let hasGoneBack = false;
  const numbers: Step<Answers> = {
    ask: async (answers, _, keep) => {
      if (hasGoneBack) {
        return answers;
      }
      hasGoneBack = true;
      keep({ ...answers, last: "2" });
      return BACK;
    },
  };
  await walk([step("model"), numbers, step("last")], {});
  expect(seen).toEqual(["model 1/3 -", "model 1/3 gpt-4.1", "last 3/3 2"]);
});

test("there is nothing before the first step: it is asked again", async () => {
  const { seen, step } = scripted({ model: [BACK, "gpt-4o"] });
  expect(await walk([step("model")], {})).toEqual({ model: "gpt-4o" });
  expect(seen).toHaveLength(2);
});

test("who leaves ends it all", async () => {
  const { seen, step } = scripted({ model: ["gpt-4.1"], suffix: [undefined] });
  expect(await walk([step("model"), step("suffix"), step("last")], {})).toBeUndefined();
  expect(seen).toHaveLength(2);
});
