import type { Asked, Told } from "../messages.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: Asked): void;
  setState(state: { id: string }): void;
};

const vscode = acquireVsCodeApi();

export function ask(message: Asked): void {
  vscode.postMessage(message);
}

/** Calls back with all that the page is told, which begins once this is called. */
export function listen(take: (told: Told) => void): void {
  addEventListener("message", ({ data }: MessageEvent<Told>) => take(data));
  ask({ kind: "ready" });
}

/** Has the page of this job brought back when the window is. */
export function remember(id: string): void {
  vscode.setState({ id });
}
