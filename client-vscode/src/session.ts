import {
  type CancellationToken,
  type ExtensionContext,
  type LogOutputChannel,
  ProgressLocation,
  Uri,
  window,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { reportFailure } from "./failure.ts";
import type { ServerState } from "./label.ts";
import { pythons } from "./pythons.ts";
import { type Resources, ServerSilent, serverCommand } from "./server/command.ts";
import type { Build } from "./server/environment.ts";
import { findWheel } from "./server/wheel.ts";
import { checkSettings, serverSettings } from "./settings.ts";
import type { Status } from "./status.ts";

/** The one server of a window: started, restarted and stopped in turn, never two at a time. */
export class Session {
  private client: LanguageClient | undefined;
  private turn: Promise<void> | undefined;
  private interruption = new AbortController();
  private state: ServerState = "stopped";
  private readonly listeners: ((client: LanguageClient) => void)[] = [];
  private readonly starters: (() => void)[] = [];

  constructor(
    private readonly context: ExtensionContext,
    private readonly output: LogOutputChannel,
    private readonly status: Status,
  ) {}

  get started(): boolean {
    return this.turn !== undefined;
  }

  /** Has `listen` called with each client before it starts, to say what it follows. */
  onClient(listen: (client: LanguageClient) => void): void {
    this.listeners.push(listen);
  }

  /** Has `begin` called each time a server is up, the one in place of a crashed one too. */
  onRunning(begin: () => void): void {
    this.starters.push(begin);
  }

  /** Starts the server, or another in its place. */
  restart(): Promise<void> {
    const stopped = this.stop();
    const { signal } = this.interruption;
    this.turn = stopped.then(() => this.begin(signal));
    return this.turn;
  }

  stop(): Promise<void> {
    this.interruption.abort();
    this.interruption = new AbortController();
    this.turn = (this.turn ?? Promise.resolve()).then(() => this.end());
    return this.turn;
  }

  async sendSettings(): Promise<void> {
    if (this.client?.needsStop()) {
      const settings = { tunelint: checkSettings() };
      await this.client
        .sendNotification("workspace/didChangeConfiguration", { settings })
        .catch((error) => this.output.warn(error));
    }
  }

  /** The answer of the server, which is started if it is not there yet. */
  async request<T>(method: string, params: object, token?: CancellationToken): Promise<T> {
    await (this.turn ?? this.restart());
    const { client } = this;
    if (client === undefined) {
      throw new NotRunning();
    }
    try {
      // Without a token, or an undefined one would be sent as a second parameter.
      return await (token === undefined
        ? client.sendRequest<T>(method, params)
        : client.sendRequest<T>(method, params, token));
    } catch (error) {
      throw this.state === "stopped" ? new NotRunning() : error;
    }
  }

  private async begin(signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      return;
    }
    this.enter("starting");
    try {
      const resources = await this.resources(signal);
      const program = await serverCommand(serverSettings(), resources);
      // Not before: it is most of the extension, and many windows have no use for it.
      const { createClient } = await import("./client.ts");
      signal.throwIfAborted();
      this.output.info(`Starting ${[program.command, ...program.args].join(" ")}`);
      this.client = createClient(program, {
        cwd: resources.storage,
        output: this.output,
        onState: (state) => signal.aborted || this.enter(state),
        onStartFailed: () => signal.aborted || this.fail(new ServerSilent(program)),
        onSummary: (summary) => this.status.summary(summary),
      });
      for (const listen of this.listeners) {
        listen(this.client);
      }
      // Not awaited, so that a server that never answers can be restarted. A failure is a state.
      this.client.start().catch(() => undefined);
    } catch (error) {
      if (!signal.aborted) {
        this.enter("stopped");
        this.fail(error);
      }
    }
  }

  private fail(error: unknown): void {
    void reportFailure(error, this.output);
  }

  private enter(state: ServerState): void {
    this.state = state;
    this.status.server(state);
    if (state === "running") {
      for (const begin of this.starters) {
        begin();
      }
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A client that never came up can't be stopped; its process is ended all the same.
    await client?.dispose().catch((error) => this.output.debug(String(error)));
  }

  private async resources(signal: AbortSignal): Promise<Resources> {
    const { extensionUri, globalStorageUri } = this.context;
    return {
      wheel: await findWheel(Uri.joinPath(extensionUri, "server").fsPath),
      storage: globalStorageUri.fsPath,
      pythons: () => pythons(this.output),
      whileBuilding: (work) => this.whileBuilding(signal, work),
    };
  }

  private async whileBuilding<T>(
    signal: AbortSignal,
    work: (build: Build) => Promise<T>,
  ): Promise<T> {
    return window.withProgress(
      { location: ProgressLocation.Notification, title: "Tunelint", cancellable: true },
      (progress, token) => {
        const cancelled = new AbortController();
        token.onCancellationRequested(() => cancelled.abort());
        return work({
          signal: AbortSignal.any([signal, cancelled.signal]),
          log: (line) => this.output.info(line),
          report: (message) => progress.report({ message }),
        });
      },
    );
  }
}

class NotRunning extends Error {
  constructor() {
    super("The Tunelint server is not running. “Tunelint: Restart Server” starts it.");
  }
}
