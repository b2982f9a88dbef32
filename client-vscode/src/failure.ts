import { ConfigurationTarget, env, type LogOutputChannel, Uri, window, workspace } from "vscode";
import { InstallationFailed } from "./server/environment.ts";
import { PythonNotFound } from "./server/python.ts";

/** Tells the user why there is no server, and offers what can be done about it. */
export async function reportFailure(error: unknown, output: LogOutputChannel): Promise<void> {
  if (!(error instanceof Error) || error.name === "AbortError") {
    output.info("The installation was cancelled. “Tunelint: Restart Server” starts it again.");
    return;
  }
  output.error(error);
  const showOutput = { title: "Show Output", run: () => output.show() };
  const actions =
    error instanceof PythonNotFound
      ? [
          { title: "Select Python…", run: selectPython },
          { title: "Install Python", run: installPython },
          showOutput,
        ]
      : [showOutput];
  const message =
    error instanceof InstallationFailed
      ? `Tunelint could not install its server: ${error.message}`
      : `Tunelint could not start its server. ${error.message}`;
  const choice = await window.showErrorMessage(message, ...actions);
  await choice?.run();
}

/** The new setting starts the server: see the listener in extension.ts. */
async function selectPython(): Promise<void> {
  const [file] =
    (await window.showOpenDialog({ title: "Python 3.11 or newer", openLabel: "Use" })) ?? [];
  if (file !== undefined) {
    await workspace
      .getConfiguration("tunelint.server")
      .update("python", file.fsPath, ConfigurationTarget.Global);
  }
}

async function installPython(): Promise<void> {
  await env.openExternal(Uri.parse("https://www.python.org/downloads/"));
}
