import { posix } from "node:path";
import { Disposable, StatusBarAlignment, ThemeColor, Uri, window, workspace } from "vscode";
import { activeDataset } from "./datasets.ts";
import { label, type ServerState, type Summary } from "./label.ts";

/** The status bar item: what the server has found in the dataset of the active tab. */
export class Status implements Disposable {
  private readonly item = window.createStatusBarItem("tunelint.status", StatusBarAlignment.Left);
  private readonly summaries = new Map<string, Summary>();
  private readonly subscriptions: Disposable;
  private state: ServerState = "starting";

  constructor() {
    this.item.name = "Tunelint";
    const render = () => this.render();
    this.subscriptions = Disposable.from(
      this.item,
      window.tabGroups.onDidChangeTabs(render),
      window.tabGroups.onDidChangeTabGroups(render),
      window.onDidChangeActiveTextEditor(render),
      workspace.onDidCloseTextDocument(({ uri }) => this.summaries.delete(uri.toString())),
    );
    this.render();
  }

  server(state: ServerState): void {
    this.state = state;
    if (state !== "running") {
      this.summaries.clear();
    }
    this.render();
  }

  summary(summary: Summary): void {
    this.summaries.set(Uri.parse(summary.uri).toString(), summary);
    this.render();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private render(): void {
    const uri = activeDataset();
    if (uri === undefined) {
      this.item.hide();
      return;
    }
    const stopped = this.state === "stopped";
    const name = posix.basename(uri.path);
    const summary = this.summaries.get(uri.toString());
    const { text, tooltip } = label(this.state, name, summary, isShown(uri));
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: `Tunelint, ${tooltip}` };
    this.item.command = stopped ? "tunelint.showOutput" : "workbench.actions.view.problems";
    this.item.backgroundColor = stopped
      ? new ThemeColor("statusBarItem.errorBackground")
      : undefined;
    this.item.show();
  }
}

/** Whether VS Code shows the file to extensions, which it does up to a size. */
function isShown(uri: Uri): boolean {
  return workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}
