import { commands, env, type MessageItem, Uri, window } from "vscode";
import { tellingFailure } from "../errors.ts";
import type { Act } from "./job.ts";
import type { Jobs } from "./jobs.ts";
import { openResults } from "./results.ts";
import { nameOf } from "./telling.ts";

const CANCEL = { title: "Cancel Job", ask: (name: string) => `Cancel the job “${name}”?` };
const REMOVE = {
  title: "Remove from List",
  ask: (name: string) => `Remove the job “${name}” from the list?`,
};
const KEEP = { title: "Keep It", isCloseAffordance: true };
const STATUS_MS = 3_000;

/** What a person can do with a job. What goes wrong is told. */
export class Actions {
  constructor(private readonly jobs: Jobs) {}

  async steer(id: string, act: Act): Promise<void> {
    if (act !== "cancel" || (await this.isSure(id, CANCEL, "A cancelled job can't be resumed."))) {
      await tellingFailure(this.jobs.steer(id, act));
    }
  }

  async remove(id: string): Promise<void> {
    const hasEnded = this.jobs.get(id)?.hasEnded ?? true;
    const detail = "The job itself goes on at the service. It is not followed any more.";
    if (hasEnded || (await this.isSure(id, REMOVE, detail))) {
      await tellingFailure(this.jobs.forget(id));
    }
  }

  async copy(text: string): Promise<void> {
    await env.clipboard.writeText(text);
    window.setStatusBarMessage(`Copied ${text}`, STATUS_MS);
  }

  async openPortal(id: string): Promise<void> {
    const portal = this.jobs.get(id)?.portal;
    if (portal) {
      await env.openExternal(Uri.parse(portal));
    }
  }

  async openFile(id: string): Promise<void> {
    const job = this.jobs.get(id);
    if (job !== undefined) {
      // Not as a document: there is none of a very large file.
      await commands.executeCommand("vscode.open", Uri.parse(job.file));
    }
  }

  async openResults(id: string): Promise<void> {
    await tellingFailure(openResults(this.jobs, id));
  }

  private async isSure(id: string, act: typeof CANCEL, detail: string): Promise<boolean> {
    const job = this.jobs.get(id);
    const question = act.ask(job === undefined ? id : nameOf(job));
    const items: MessageItem[] = [act, KEEP];
    return (await window.showWarningMessage(question, { modal: true, detail }, ...items)) === act;
  }
}
