import { posix } from "node:path";
import { QuickPickItemKind, Uri, window } from "vscode";
import { type Answers, type Memory, wishOf } from "./answers.ts";
import { type Offer, pick } from "./asking.ts";
import { readGrader } from "./files.ts";
import { showProblems } from "./problems.ts";
import type { Plan } from "./protocol.ts";
import type { Requests } from "./requests.ts";
import { savedFile } from "./saving.ts";
import { BACK, leaves, type Outcome, type Step } from "./steps.ts";
import { TITLE } from "./title.ts";
import type { Waiting } from "./waiting.ts";

/** What would be sent, and what is known of how that goes: to be agreed to. */
export function confirmStep(waiting: Waiting, memory: Memory, requests: Requests): Step<Answers> {
  return {
    ask: async (answers, turn): Promise<Outcome<Answers>> => {
      await memory.keep(answers);
      let plan = await planned(answers, false);
      let hasCheckedUrls = false;
      while (plan !== undefined) {
        if (plan.isRefused) {
          return refuse(plan);
        }
        const title = `${TITLE}: ${nameOf(answers)}`;
        const placeholder = `Submit to ${answers.place?.title}?`;
        const picked = await pick({ title, turn, placeholder }, offers(plan, hasCheckedUrls));
        if (leaves(picked)) {
          return picked;
        }
        if (picked.act === "submit") {
          return { ...answers, plan: plan.plan };
        }
        if (picked.act === "check") {
          const checked = await planned(answers, true);
          hasCheckedUrls = checked !== undefined;
          plan = checked ?? plan;
        }
        if (picked.act === "show") {
          await requests.show(plan);
        }
      }
      return BACK;
    },
  };

  async function planned(answers: Answers, checkUrls: boolean): Promise<Plan | undefined> {
    for (const file of [answers.training, answers.validation]) {
      if (file !== undefined && (await savedFile(file)) === undefined) {
        return undefined;
      }
    }
    const wish = wishOf(answers, await readGrader(answers));
    return waiting.request<Plan>("tunelint/submission/plan", { wish, checkUrls });
  }
}

interface Choice extends Offer {
  /** None where there is something to read and nothing to choose. */
  readonly act?: "submit" | "check" | "show";
}

function offers({ sentences, linked }: Plan, hasCheckedUrls: boolean): Choice[] {
  const urls = linked === 1 ? "the image URL" : `the ${linked.toLocaleString("en-US")} image URLs`;
  const checks = linked > 0 && !hasCheckedUrls;
  return [
    ...sentences.flatMap(entries),
    { label: "", kind: QuickPickItemKind.Separator },
    { label: "$(rocket) Submit", act: "submit", isLikely: true },
    ...(checks ? [{ label: `$(link) Check ${urls} first`, act: "check" as const }] : []),
    { label: "$(json) Show the request", act: "show" },
  ];
}

/** A sentence, two lines an entry: what it is about, and what is said of that. */
function entries(sentence: string): Choice[] {
  const colon = sentence.indexOf(": ") + 1;
  const about = colon === 0 ? [] : [sentence.slice(0, colon)];
  const lines = [...about, ...(sentence.slice(colon).match(LINE) ?? [])];
  return lines.flatMap((label, at) => (at % 2 ? [] : [{ label, detail: lines[at + 1] ?? "" }]));
}

/** What an entry is wide enough for. */
const LINE = /\S.{0,75}(?!\S)/g;

async function refuse({ sentences, reasons }: Plan): Promise<undefined> {
  const names = reasons.map(({ uri }) => posix.basename(Uri.parse(uri).path));
  const why = sentences.filter((sentence) => names.some((name) => sentence.startsWith(name)));
  const message = [...(why.length > 0 ? why : sentences), "Nothing was sent."].join(" ");
  const show = "Show Problems";
  const chosen = await window.showErrorMessage(message, show);
  return chosen === show ? showProblems(reasons[0]) : undefined;
}

function nameOf({ training = "" }: Answers): string {
  return posix.basename(Uri.parse(training).path);
}
