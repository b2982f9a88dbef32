import { commands, Uri, window } from "vscode";
import { activeDataset, uriOf } from "../datasets.ts";
import { EXAMPLE_SCHEME } from "../documents.ts";
import type { Session } from "../session.ts";

/** Opens examples, one at a time, so that who asks twice goes two examples on. */
export class Opening {
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly session: Pick<Session, "request">) {}

  /** Opens the example of a line, counted from 0; without one, the user's choice. */
  open(dataset?: unknown, line?: unknown): Promise<void> {
    const isGiven = typeof dataset === "string" && typeof line === "number";
    return this.inTurn(async () => {
      const place = isGiven ? { uri: dataset, line } : await chosenPlace();
      if (place !== undefined) {
        await show(await this.session.request<View>("tunelint/example/locate", place));
      }
    });
  }

  /** Opens the example after the shown one, or before it, in its place. */
  step(by: 1 | -1): Promise<void> {
    return this.inTurn(async () => {
      const tab = window.tabGroups.activeTabGroup.activeTab;
      const uri = uriOf(tab);
      if (tab === undefined || uri?.scheme !== EXAMPLE_SCHEME) {
        return;
      }
      const view = await this.session.request<View | null>("tunelint/example/step", {
        uri: uri.toString(),
        by,
      });
      if (view === null) {
        const end = by === 1 ? "last" : "first";
        window.setStatusBarMessage(`This is the ${end} example of the dataset.`, STATUS_MS);
        return;
      }
      await show(view);
      if (!tab.isDirty) {
        await window.tabGroups.close(tab, true);
      }
    });
  }

  private inTurn(act: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(act).catch(tell);
    return this.turn;
  }
}

interface View {
  readonly uri: string;
}

interface Place {
  readonly uri: string;
  readonly line: number;
}

/** The line of the cursor; VS Code tells of none in a very large dataset. */
async function chosenPlace(): Promise<Place | undefined> {
  const dataset = activeDataset()?.toString();
  if (dataset === undefined) {
    return undefined;
  }
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() === dataset) {
    return { uri: dataset, line: editor.selection.active.line };
  }
  const number = await window.showInputBox({
    title: "Open Example",
    prompt: "The line that the example stands on",
    validateInput: (text) => (isLineNumber(text) ? undefined : "A line number, from 1 on"),
  });
  return number === undefined ? undefined : { uri: dataset, line: Number(number) - 1 };
}

function isLineNumber(text: string): boolean {
  return /^[1-9]\d*$/.test(text.trim());
}

/** By command, since a document that an extension shows lives on for minutes, findings and all. */
async function show({ uri }: View): Promise<void> {
  await commands.executeCommand("vscode.open", Uri.parse(uri), { preview: false });
}

/** Waits for nobody to read it: the next example has its turn. */
function tell(error: Error): void {
  void window.showErrorMessage(error.message);
}

const STATUS_MS = 5_000;
