import { Disposable, type Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { Actions } from "./actions.ts";
import type { Jobs } from "./jobs.ts";
import { Panel } from "./panel.ts";

const VIEW_TYPE = "tunelint.job";

/** The panels of jobs: one a job, brought back with the window. */
export class Panels implements Disposable {
  private readonly open = new Map<string, Panel>();
  private readonly subscriptions: Disposable;

  constructor(
    private readonly jobs: Jobs,
    private readonly actions: Actions,
    private readonly root: Uri,
  ) {
    this.subscriptions = Disposable.from(
      jobs.onChange((change) => this.open.get(change.job.id)?.take(change)),
      window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (panel, state?: { id: string }) =>
          state === undefined ? panel.dispose() : this.fill(panel, state.id),
      }),
    );
  }

  /** Shows the panel of a job, where it is if it is open. */
  show(id: string): void {
    const panel = this.open.get(id);
    if (panel === undefined) {
      this.fill(window.createWebviewPanel(VIEW_TYPE, "Job", ViewColumn.Active), id);
    } else {
      panel.reveal();
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private fill(shown: WebviewPanel, id: string): void {
    const panel = new Panel(shown, id, this.jobs, this.actions, this.root);
    this.open.set(id, panel);
    shown.onDidDispose(() => this.open.get(id) === panel && this.open.delete(id));
  }
}
