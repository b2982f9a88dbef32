import { extensions, type LogOutputChannel, type Uri, workspace } from "vscode";
import type { Program } from "./server/process.ts";
import { pythonsOnPath } from "./server/python.ts";

/** The Pythons to try, in this order: the one selected in the Python extension, those on the PATH. */
export async function* pythons(output: LogOutputChannel): AsyncGenerator<Program> {
  const command = await selectedPython().catch((error) => {
    output.warn("The Python extension did not answer.", error);
  });
  if (command !== undefined) {
    yield { command, args: [] };
  }
  yield* pythonsOnPath(process.env.PATH ?? "");
}

/** The little of the Python extension's interface that is used here. */
interface PythonExtension {
  readonly environments: {
    getActiveEnvironmentPath(): { readonly path: string };
    resolveEnvironment(environment: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: Uri } } | undefined>;
  };
}

/** It may be one of the workspace's, so in Restricted Mode there is none. */
async function selectedPython(): Promise<string | undefined> {
  const extension = extensions.getExtension<PythonExtension>("ms-python.python");
  if (extension === undefined || !workspace.isTrusted) {
    return undefined;
  }
  const { environments } = await extension.activate();
  const active = environments.getActiveEnvironmentPath();
  return (await environments.resolveEnvironment(active))?.executable.uri?.fsPath;
}
