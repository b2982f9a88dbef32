import { type LogOutputChannel, workspace } from "vscode";
import { CloseAction, LanguageClient, State } from "vscode-languageclient/node";
import { FETCH_PREVIEW, withCommands } from "./commands.ts";
import { documents, withoutDiffSides } from "./documents.ts";
import type { ServerState, Summary } from "./label.ts";
import type { Program } from "./server/process.ts";
import { checkSettings } from "./settings.ts";
import { withoutCredentials } from "./submit/redaction.ts";

export interface ClientOptions {
  /** The working directory of the server: never the workspace, whose files are not to be trusted. */
  readonly cwd: string;
  readonly output: LogOutputChannel;
  readonly onState: (state: ServerState) => void;
  readonly onStartFailed: () => void;
  readonly onSummary: (summary: Summary) => void;
}

/** A language client that is ready to start. */
export function createClient({ command, args }: Program, options: ClientOptions): LanguageClient {
  const client: LanguageClient = new Client(
    "tunelint",
    "Tunelint",
    { command, args: [...args], options: { cwd: options.cwd } },
    {
      documentSelector: documents,
      errorHandler: {
        error: (error, message, count) => whenRunning.error(error, message, count),
        // A server that can't even start is not tried again: one message, not five.
        closed: () =>
          client.state === State.Starting
            ? { action: CloseAction.DoNotRestart, handled: true }
            : whenRunning.closed(),
      },
      initializationFailedHandler: () => false,
      initializationOptions: () => ({
        commandLinks: true,
        exampleView: true,
        jobs: true,
        settings: checkSettings(),
        trusted: workspace.isTrusted,
      }),
      markdown: { isTrusted: { enabledCommands: [FETCH_PREVIEW] } },
      middleware: { ...withoutDiffSides, ...withCommands },
      outputChannel: options.output,
      traceOutputChannel: withoutCredentials(options.output),
    },
  );
  const whenRunning = client.createDefaultErrorHandler();
  client.onNotification("tunelint/summary", options.onSummary);
  client.onDidChangeState(({ newState }) => {
    options.onState(STATES[newState]);
    if (newState === State.StartFailed) {
      options.onStartFailed();
    }
  });
  return client;
}

/** It logs why no server came up, and leaves it to others to tell the user. */
class Client extends LanguageClient {
  override error(message: string, data?: unknown, showNotification?: boolean | "force"): void {
    const isTold = this.state === State.StartFailed;
    super.error(message, data, isTold ? false : showNotification);
  }
}

const STATES = {
  [State.Starting]: "starting",
  [State.Running]: "running",
  [State.Stopped]: "stopped",
  [State.StartFailed]: "stopped",
} as const;
