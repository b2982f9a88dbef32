import { posix } from "node:path";
import { Uri, window, workspace } from "vscode";
import { messageOf } from "../errors.ts";
import type { Answers } from "./answers.ts";
import { type Offer, pick, type Question } from "./asking.ts";
import { type BACK, leaves, type Step } from "./steps.ts";
import { TITLE } from "./title.ts";

/** The training file, where none is looked at. */
export const trainingStep: Step<Answers> = {
  applies: ({ training }) => training === undefined,
  ask: async (answers, turn) => {
    const question = { title: TITLE, turn, placeholder: "Which file is to be trained on?" };
    const chosen = await pickFile(question, found(DATASETS), DATASET_KINDS);
    return leaves(chosen) ? chosen : { ...answers, training: chosen.uri };
  },
};

/** The validation file. */
export const validationStep: Step<Answers> = {
  ask: async (answers, turn) => {
    const { training, choices, validation } = answers;
    const question = { title: TITLE, turn, placeholder: "Which file is to be validated with?" };
    const others = files(answers).then((all) => all.filter(({ uri }) => uri !== training));
    const configured = choices?.validation ? Uri.parse(choices.validation).toString() : undefined;
    const chosen = await pickFile(question, others, DATASET_KINDS, validation ?? configured);
    return leaves(chosen) ? chosen : { ...answers, validation: chosen.uri };
  },
};

/** The grader of reinforcement. */
export const graderStep: Step<Answers> = {
  applies: ({ choices }) => choices?.needsGrader ?? false,
  ask: async (answers, turn) => {
    const question = { title: TITLE, turn, placeholder: "Which file holds the grader?" };
    for (;;) {
      const kinds = { JSON: ["json"] };
      const chosen = await pickFile(question, found("**/*.json"), kinds, answers.grader);
      if (leaves(chosen)) {
        return chosen;
      }
      const answered = { ...answers, grader: chosen.uri };
      try {
        await readGrader(answered);
        return answered;
      } catch (error) {
        void window.showErrorMessage(messageOf(error));
      }
    }
  },
};

/** The grader that was chosen, as it stands in its file. */
export async function readGrader(answers: Answers): Promise<object | undefined> {
  if (answers.grader === undefined || !answers.choices?.needsGrader) {
    return undefined;
  }
  const uri = Uri.parse(answers.grader);
  const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
  const grader = parsed(text);
  if (typeof grader !== "object" || grader === null || Array.isArray(grader)) {
    throw new Error(`${posix.basename(uri.path)}: a grader is a JSON object.`);
  }
  return grader;
}

interface File extends Offer {
  readonly uri: string | undefined;
}

async function files({ choices, validation }: Answers): Promise<File[]> {
  const configured = choices?.validation;
  const named = [
    ...(choices?.needsGrader ? [] : [NONE]),
    ...(configured ? [{ ...fileOf(Uri.parse(configured)), description: "as configured" }] : []),
    ...(validation ? [{ ...fileOf(Uri.parse(validation)), description: "as last time" }] : []),
    ...(await found(DATASETS)),
  ];
  return named.filter(({ uri }, at) => named.findIndex((other) => other.uri === uri) === at);
}

async function found(pattern: string): Promise<File[]> {
  const uris = await workspace.findFiles(pattern);
  return uris.map(fileOf).sort((one, other) => one.label.localeCompare(other.label));
}

function fileOf(uri: Uri): File {
  return { label: workspace.asRelativePath(uri), uri: uri.toString() };
}

async function pickFile(
  question: Question,
  offered: Promise<readonly File[]>,
  kinds: Record<string, string[]>,
  likely?: string,
): Promise<File | typeof BACK | undefined> {
  const items = offered.then((listed) => [
    ...listed.map((file) => ({ ...file, isLikely: file.uri === likely })),
    BROWSE,
  ]);
  for (;;) {
    const chosen = await pick(question, items);
    if (chosen !== BROWSE) {
      return chosen;
    }
    const [uri] =
      (await window.showOpenDialog({ title: question.placeholder, filters: kinds })) ?? [];
    if (uri !== undefined) {
      return fileOf(uri);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const DATASETS = "**/*.{jsonl,ndjson}";
const DATASET_KINDS = { Datasets: ["jsonl", "ndjson"] };
const NONE: File = { label: "No validation file", uri: undefined };
const BROWSE: File = { label: "$(folder-opened) Browse…", uri: "" };
