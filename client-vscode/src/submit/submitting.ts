import { commands, Disposable, type ExtensionContext, type Uri, window, workspace } from "vscode";
import { activeDataset } from "../datasets.ts";
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
import { walk } from "./steps.ts";
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
    confirmStep(waiting, memory, requests),
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
    try {
      const training = uri && (await savedFile(uri.toString()));
      if (uri && training === undefined) {
        return;
      }
      const answers = await walk<Answers>(steps, { ...memory.last, training });
      if (answers !== undefined) {
        await submit(answers);
      }
    } catch (error) {
      await whenFailed(error, () => prepare(uri));
    }
  }

  async function submit(answers: Answers): Promise<void> {
    const { plan, place } = answers;
    const request = () => waiting.request<Submitted>("tunelint/submission/submit", { plan });
    try {
      const submitted = await credentials.whileAsked(place?.origin ?? "", request);
      if (submitted !== undefined) {
        await whenOrdered(submitted);
      }
    } catch (error) {
      await whenFailed(error, () => submit(answers));
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
  const message = error instanceof Error ? error.message : String(error);
  const actions = [
    { title: "Try Again", run: again },
    ...(hasRemarks(error) ? [{ title: "Show Problems", run: () => showProblems() }] : []),
  ];
  const chosen = await window.showErrorMessage(message, ...actions);
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
