import { window } from "vscode";

/** What went wrong, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Waits for work that somebody asked for, and tells them what went wrong with it. */
export async function tellingFailure(work: PromiseLike<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    void window.showErrorMessage(messageOf(error));
  }
}
