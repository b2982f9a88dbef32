import { commands, Range, Uri } from "vscode";
import type { Reason } from "./protocol.ts";

/** Shows the Problems panel, and the place that one is about if it is known. */
export async function showProblems(reason?: Reason): Promise<undefined> {
  if (reason !== undefined) {
    const { uri, line, character } = reason;
    const selection = new Range(line, character, line, character);
    await commands.executeCommand("vscode.open", Uri.parse(uri), { selection });
  }
  await commands.executeCommand("workbench.panel.markers.view.focus");
}
