import { Uri, type WebviewPanel } from "vscode";
import { page } from "../webview.ts";
import type { Actions } from "./actions.ts";
import type { Change, Job } from "./job.ts";
import type { Jobs } from "./jobs.ts";
import type { Asked, Opened, Told } from "./messages.ts";
import { nameOf } from "./telling.ts";

const PAUSE = 2_000;

/** The panel of a job: what its page asks for is done, and what happens to the job is told it. */
export class Panel {
  private pause: NodeJS.Timeout | undefined;

  constructor(
    private readonly shown: WebviewPanel,
    private readonly id: string,
    private readonly jobs: Jobs,
    private readonly actions: Actions,
    root: Uri,
  ) {
    shown.webview.onDidReceiveMessage((asked: Asked) => this.answer(asked));
    shown.onDidDispose(() => clearTimeout(this.pause));
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
      this.pause ??= setTimeout(() => this.tellDetails(), PAUSE);
    }
  }

  private async answer(asked: Asked): Promise<void> {
    switch (asked.kind) {
      case "ready":
        return this.tellDetails();
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

  private async tellDetails(): Promise<void> {
    this.pause = undefined;
    try {
      const details = await this.jobs.details(this.id);
      this.entitle(details.job);
      this.tell({ kind: "details", details });
    } catch (error) {
      this.tell({
        kind: "failure",
        message: String(error instanceof Error ? error.message : error),
      });
    }
  }

  private entitle(job: Job | undefined): void {
    this.shown.title = job === undefined ? "Job" : `Job ${nameOf(job)}`;
  }

  private tell(told: Told): void {
    void this.shown.webview.postMessage(told);
  }
}
