import { Uri, window, workspace } from "vscode";
import type { Actions } from "./actions.ts";
import type { Awaited } from "./awaited.ts";
import type { Job } from "./job.ts";
import type { Jobs } from "./jobs.ts";
import type { Panels } from "./panels.ts";
import { ending } from "./telling.ts";

/** Tells of each job of this workspace that ends, once, be it that the window was closed then. */
export class Endings {
  constructor(
    private readonly jobs: Jobs,
    private readonly awaited: Awaited,
    private readonly panels: Panels,
    private readonly actions: Actions,
  ) {}

  /** Whether jobs had not ended when they were last seen. */
  get areAwaited(): boolean {
    return this.awaited.ids.length > 0;
  }

  /** Looks which jobs have ended, and remembers those that have not. */
  look(): void {
    if (!this.jobs.isListed) {
      return;
    }
    const { open, ended } = compare(this.jobs.all, this.awaited.ids, isOurs);
    this.awaited.keep(open);
    for (const job of ended) {
      void this.tell(job);
    }
  }

  private async tell(job: Job): Promise<void> {
    const open = { title: "Open Job", run: () => this.panels.show(job.id) };
    const copy = { title: "Copy Model Name", run: () => this.actions.copy(job.tunedModel) };
    const isBad = !job.hasSucceeded && job.status !== "cancelled";
    const show = isBad ? window.showErrorMessage : window.showInformationMessage;
    const chosen = await show(ending(job), ...(job.hasSucceeded ? [copy, open] : [open]));
    chosen?.run();
  }
}

/** The ids of jobs that are open, and which of those that were awaited have ended. */
export function compare(
  jobs: readonly Job[],
  awaited: readonly string[],
  isOurs: (job: Job) => boolean,
): { open: string[]; ended: Job[] } {
  const ours = jobs.filter((job) => awaited.includes(job.id) || isOurs(job));
  return {
    open: ours.filter(({ hasEnded }) => !hasEnded).map(({ id }) => id),
    ended: ours.filter(({ id, hasEnded }) => hasEnded && awaited.includes(id)),
  };
}

/** Whether this window is where news of the job belong: its file is here, or nothing is. */
function isOurs({ file }: Job): boolean {
  return !workspace.workspaceFolders || workspace.getWorkspaceFolder(Uri.parse(file)) !== undefined;
}
