import { expect, test, vi } from "vitest";
import { type Answers, Memory, wishOf } from "../src/submit/answers.ts";
import { offers } from "../src/submit/model.ts";
import { chosen, readNumber } from "../src/submit/numbers.ts";
import type { Choices, Hyperparameter, Place } from "../src/submit/protocol.ts";

vi.mock("vscode", () => ({}));

const EPOCHS: Hyperparameter = {
  name: "n_epochs",
  label: "Epochs",
  takes: "a whole number from 1 to 50",
  least: 1,
  above: null,
  most: 50,
  whole: true,
};
const RATE = {
  ...EPOCHS,
  name: "rate",
  label: "Rate",
  least: null,
  above: 0,
  most: null,
  whole: false,
};
const SEED = { ...EPOCHS, name: "seed", label: "Seed", least: 0 };
const PLACE = { endpoint: "https://a.example.com", title: "Azure" } as Place;
const CHOICES = {
  hyperparameters: [EPOCHS, SEED],
  trainingTypes: [{ id: "Standard", label: "Standard" }],
} as unknown as Choices;

test.each(["1", "50", "1e1"])("%s epochs are taken", (text) => {
  expect(readNumber(text, EPOCHS)).toBe(Number(text));
});

test.each(["0", "51", "1.5", "ten", "Infinity", "NaN"])("%s epochs are not taken", (text) => {
  expect(() => readNumber(text, EPOCHS)).toThrow(`Epochs is ${text}; it takes a whole number`);
});

test("what must be above a number is not that number", () => {
  expect(readNumber("0.1", RATE)).toBe(0.1);
  expect(() => readNumber("0", RATE)).toThrow("Rate is 0");
});

test("nothing leaves a number to the service, in these words", () => {
  expect(readNumber("", EPOCHS)).toBeUndefined();
  expect(readNumber(chosen(undefined), EPOCHS)).toBeUndefined();
  expect([chosen(undefined), chosen(0)]).toEqual(["auto", "0"]);
});

test("a wish holds what was answered, and the seed beside the hyperparameters", () => {
  const answers = {
    training: "file:///train.jsonl",
    place: PLACE,
    choices: CHOICES,
    model: "gpt-4.1",
    suffix: "cats",
    numbers: { n_epochs: 2, seed: 0 },
    trainingType: "Standard",
  };
  expect(wishOf(answers, undefined)).toEqual({
    training: "file:///train.jsonl",
    endpoint: "https://a.example.com",
    model: "gpt-4.1",
    suffix: "cats",
    seed: 0,
    hyperparameters: { n_epochs: 2 },
    trainingType: "Standard",
  });
});

test("what was answered for another method or service is not wished for", () => {
  const answers: Answers = {
    choices: { ...CHOICES, trainingTypes: [] },
    numbers: { beta: 1 },
    trainingType: "Standard",
  };
  expect(wishOf(answers, { type: "string_check" })).toEqual({
    training: "",
    endpoint: "",
    model: "",
    hyperparameters: {},
    grader: { type: "string_check" },
  });
});

test("the last answers are remembered, and nothing else of the way", async () => {
  const memory = new Memory(memento());
  expect(memory.last).toEqual({});
  await memory.keep({
    training: "file:///train.jsonl",
    service: "rehearsal",
    place: PLACE,
    hasCredential: true,
    model: "gpt-4.1",
    suffix: "cats",
    plan: "1",
  });
  expect(memory.last).toEqual({ service: "rehearsal", model: "gpt-4.1", suffix: "cats" });
  expect(memory.endpoints).toEqual([]);
});

test("endpoints that were typed are remembered, the last one first", async () => {
  const memory = new Memory(memento());
  for (const name of ["a", "b", "a"]) {
    const endpoint = `https://${name}.example.com`;
    await memory.keep({ service: endpoint, place: { ...PLACE, endpoint } });
  }
  expect(memory.endpoints).toEqual(["https://a.example.com", "https://b.example.com"]);
});

const MODELS = [
  { id: "gpt-4.1", fits: true, notes: [] },
  { id: "gpt-3.5", fits: false, notes: ["No document names gpt-3.5 for training with images."] },
];

test("models come as the server sorted them, with what speaks against them", () => {
  const listed = offers({ models: MODELS, model: "gpt-3.5", refused: false }, undefined);
  expect(listed.map(({ label }) => label)).toEqual([
    "gpt-4.1",
    "$(warning) gpt-3.5",
    "$(edit) Another model…",
  ]);
  expect(listed[1]).toMatchObject({ description: "as configured", isLikely: true });
  expect(listed[1]?.detail).toContain("with images");
});

test("models that no document names come first where they are ours", () => {
  const listed = offers({ models: MODELS, model: "our-own", refused: false }, "the-last");
  expect(listed.map(({ id }) => id)).toEqual([
    "the-last",
    "our-own",
    "gpt-4.1",
    "gpt-3.5",
    undefined,
  ]);
  expect(listed.filter(({ isLikely }) => isLikely).map(({ id }) => id)).toEqual(["the-last"]);
});

test("that a file would be rejected is said before all else", () => {
  const [first] = offers({ models: MODELS, model: null, refused: true }, "gpt-4.1");
  expect(first?.label).toContain("would reject this file");
});

function memento() {
  const kept = new Map<string, string>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(name: string, otherwise?: T) =>
      kept.has(name) ? JSON.parse(kept.get(name) ?? "") : otherwise,
    update: async (name: string, value: unknown) => void kept.set(name, JSON.stringify(value)),
  };
}
