import { commands, Disposable, type ExtensionContext, type Uri, window, workspace } from "vscode";
import { activeDataset } from "../datasets.ts";
import { messageOf } from "../errors.ts";
import type { Session } from "../session.ts";
import { type Answers, Memory } from "./answers.ts";
import { confirmStep } from "./confirming.ts";
import type { Credentials } from "./credentials.ts";
import { graderStep, trainingStep, validationStep } from "./files.ts";
import { numbersStep } from "./hyperparameters.ts";
import { modelStep } from "./model.ts";
import { showProblems } from "./problems.ts";
import type { Asked, Submitted } from "./protocol.ts";
import { CREDENTIAL } from "./redaction.ts";
import { Requests } from "./requests.ts";
import { savedFile } from "./saving.ts";
import { credentialStep, serviceStep } from "./services.ts";
import { type Step, walk } from "./steps.ts";
import { suffixStep, trainingTypeStep } from "./training.ts";
import { Waiting } from "./waiting.ts";

/** The way from a dataset to a job, and what proves on it who the user is. */
export function provideSubmission(
  session: Session,
  context: ExtensionContext,
  credentials: Credentials,
): Disposable {
  const memory = new Memory(context.workspaceState);
  const requests = new Requests();
  const waiting = new Waiting(session);
  session.onClient((client) => {
    client.onRequest(CREDENTIAL, (asked: Asked) => credentials.answer(asked));
  });
  const confirm = confirmStep(waiting, memory, requests);
  const steps = [
    trainingStep,
    serviceStep(session, memory, credentials),
    credentialStep(credentials),
    modelStep(session),
    validationStep,
    graderStep,
    suffixStep,
    numbersStep,
    trainingTypeStep,
    confirm,
  ];
  return Disposable.from(
    requests,
    commands.registerCommand("tunelint.submitJob", (uri?: Uri) => prepare(uri ?? activeDataset())),
    commands.registerCommand("tunelint.forgetKeys", async () => {
      const origins = await credentials.forgetAll();
      void window.showInformationMessage(forgotten(origins));
    }),
  );

  /** Asks what is to be submitted, and submits it. */
  async function prepare(uri: Uri | undefined): Promise<void> {
    if (!workspace.isTrusted) {
      return;
    }
    const training = uri && (await savedFile(uri.toString()));
    if (training !== undefined || uri === undefined) {
      await ask({ ...memory.last, training });
    }
  }

  async function ask(answers: Answers, from?: Step<Answers>): Promise<void> {
    try {
      const agreed = await walk(steps, answers, from);
      if (agreed !== undefined) {
        await submit(agreed);
      }
    } catch (error) {
      await whenFailed(error, () => ask(answers, from));
    }
  }

  /** Carries a plan out. One that failed is made anew: its files may have been mended. */
  async function submit(answers: Answers): Promise<void> {
    const { plan, place } = answers;
    const request = () => waiting.request<Submitted>("tunelint/submission/submit", { plan });
    try {
      const submitted = await credentials.whileAsked(place?.origin ?? "", request);
      if (submitted !== undefined) {
        await whenOrdered(submitted);
      }
    } catch (error) {
      await whenFailed(error, () => ask(answers, confirm));
    }
  }
}

async function whenOrdered({ job, isNew }: Submitted): Promise<void> {
  const showJobs = "Show Jobs";
  const ordered = isNew ? "was ordered" : "was ordered before, and is not ordered again";
  const chosen = await window.showInformationMessage(`Job ${job.jobId} ${ordered}.`, showJobs);
  if (chosen === showJobs) {
    await commands.executeCommand("tunelint.jobs.focus");
  }
}

async function whenFailed(error: unknown, again: () => Promise<void>): Promise<void> {
  const actions = [
    { title: "Try Again", run: again },
    ...(hasRemarks(error) ? [{ title: "Show Problems", run: () => showProblems() }] : []),
  ];
  const chosen = await window.showErrorMessage(messageOf(error), ...actions);
  await chosen?.run();
}

/** Whether the service said something of lines, which the server shows at these. */
function hasRemarks(error: unknown): boolean {
  const { data } = (error ?? {}) as { data?: { remarks?: boolean } };
  return data?.remarks === true;
}

function forgotten(origins: readonly string[]): string {
  return origins.length === 0
    ? "No API keys are kept."
    : `What was kept for ${origins.join(", ")} is forgotten.`;
}
