declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
};

/** The extension, as its page speaks with it. */
export interface Host<Asked, Told> {
  ask(message: Asked): void;
  /** Calls back with all that the page is told, which begins once this is called. */
  listen(take: (told: Told) => void): void;
}

/** The extension, for a page that asks for and is told such things. */
export function host<Asked, Told>(): Host<Asked, Told> {
  return {
    ask: (message) => vscode.postMessage(message),
    listen: (take) => {
      addEventListener("message", ({ data }: MessageEvent<Told>) => take(data));
      vscode.postMessage({ kind: "ready" });
    },
  };
}

/** Has the panel brought back with this when the window is. */
export function remember(state: unknown): void {
  vscode.setState(state);
}

const vscode = acquireVsCodeApi();
