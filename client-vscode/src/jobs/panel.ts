import { Uri, type WebviewPanel } from "vscode";
import { messageOf } from "../errors.ts";
import { page } from "../webview/html.ts";
import type { Actions } from "./actions.ts";
import type { Change, Job } from "./job.ts";
import type { Jobs } from "./jobs.ts";
import type { Asked, Opened, Told } from "./messages.ts";
import { nameOf } from "./telling.ts";

const PAUSE = 2_000;

/** The panel of a job: what its page asks for is done, and what happens to the job is told it. */
export class Panel {
  private pause: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly shown: WebviewPanel,
    private readonly id: string,
    private readonly jobs: Jobs,
    private readonly actions: Actions,
    root: Uri,
  ) {
    shown.webview.onDidReceiveMessage((asked: Asked) => this.answer(asked));
    shown.onDidDispose(() => {
      this.isClosed = true;
      clearTimeout(this.pause);
    });
    this.entitle(jobs.get(id));
    shown.iconPath = {
      light: Uri.joinPath(root, "media", "job-light.svg"),
      dark: Uri.joinPath(root, "media", "job-dark.svg"),
    };
    const { html, options } = page(shown.webview, root, "job");
    shown.webview.options = options;
    shown.webview.html = html;
  }

  reveal(): void {
    this.shown.reveal();
  }

  /** Tells the page at once, and soon the rest: a checkpoint is not part of a change. */
  take(change: Change): void {
    if (this.shown.visible) {
      this.tell({ kind: "change", change });
      this.pause ??= setTimeout(() => this.tellDetails(false), PAUSE);
    }
  }

  private async answer(asked: Asked): Promise<void> {
    switch (asked.kind) {
      case "ready":
        return this.tellAll();
      case "act":
        return this.actions.steer(this.id, asked.act);
      case "copy":
        return this.actions.copy(asked.text);
      case "open":
        return this.open(asked.what);
    }
  }

  private open(what: Opened): Promise<void> {
    switch (what) {
      case "file":
        return this.actions.openFile(this.id);
      case "portal":
        return this.actions.openPortal(this.id);
      case "results":
        return this.actions.openResults(this.id);
    }
  }

  /** What is known by now, and then what the service has to be asked for. */
  private async tellAll(): Promise<void> {
    await this.jobs.whenListed();
    const job = this.jobs.get(this.id);
    if (job !== undefined) {
      this.entitle(job);
      this.tell({ kind: "change", change: { job, events: [], hasJustEnded: false } });
    }
    await this.tellDetails(true);
  }

  private async tellDetails(isWanted: boolean): Promise<void> {
    this.pause = undefined;
    try {
      const details = await this.jobs.details(this.id, isWanted);
      this.entitle(details.job);
      this.tell({ kind: "details", details });
    } catch (error) {
      // The trouble of those who follow the job is part of it.
      if (!this.jobs.get(this.id)?.trouble) {
        this.tell({ kind: "failure", message: messageOf(error) });
      }
    }
  }

  private entitle(job: Job | undefined): void {
    if (!this.isClosed) {
      this.shown.title = job === undefined ? "Job" : `Job ${nameOf(job)}`;
    }
  }

  private tell(told: Told): void {
    if (!this.isClosed) {
      void this.shown.webview.postMessage(told);
    }
  }
}
