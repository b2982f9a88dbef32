import { randomUUID } from "node:crypto";
import { type Progress, ProgressLocation, window } from "vscode";
import type {
  LanguageClient,
  WorkDoneProgressBegin,
  WorkDoneProgressEnd,
  WorkDoneProgressReport,
} from "vscode-languageclient/node";
import type { Session } from "../session.ts";
import { TITLE } from "./title.ts";

/** Requests that take a while: the user sees how far they are, and can cancel them. */
export class Waiting {
  private client: LanguageClient | undefined;

  constructor(private readonly session: Session) {
    session.onClient((client) => {
      this.client = client;
    });
  }

  /** The answer of the server; undefined when it was cancelled. */
  async request<T>(method: string, params: object): Promise<T | undefined> {
    const location = ProgressLocation.Notification;
    const options = { location, title: TITLE, cancellable: true };
    return window.withProgress(options, async (progress, token) => {
      const { WorkDoneProgress } = await import("vscode-languageclient/node");
      const workDoneToken = randomUUID();
      const report = reporter(progress);
      const listening = this.client?.onProgress(WorkDoneProgress.type, workDoneToken, report);
      try {
        return await this.session.request<T>(method, { ...params, workDoneToken }, token);
      } catch (error) {
        if (token.isCancellationRequested) {
          return undefined;
        }
        throw error;
      } finally {
        listening?.dispose();
      }
    });
  }
}

type Said = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** The server says how far it is, and VS Code takes how far it has come since. */
function reporter(progress: Progress<{ message?: string; increment?: number }>) {
  let reached = 0;
  return (said: Said) => {
    const percentage = "percentage" in said ? (said.percentage ?? reached) : reached;
    const message = said.kind === "begin" ? said.title : said.message;
    progress.report({
      ...(message === undefined ? {} : { message }),
      increment: Math.max(0, percentage - reached),
    });
    reached = Math.max(reached, percentage);
  };
}
