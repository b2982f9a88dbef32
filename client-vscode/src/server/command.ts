import { mkdir } from "node:fs/promises";
import { type Build, Environments } from "./environment.ts";
import type { Program } from "./process.ts";
import { findPython } from "./python.ts";
import type { Wheel } from "./wheel.ts";

export interface ServerSettings {
  /** A server of the user's own; empty when the extension is to install one. */
  readonly command: readonly string[];
  /** The Python to make the environment with; empty when one is to be looked for. */
  readonly python: string;
}

export interface Resources {
  readonly wheel: Wheel | undefined;
  readonly storage: string;
  /** Pythons to try, the best first. */
  readonly pythons: () => AsyncIterable<Program>;
  /** Shows the user that a build is under way while `work` does it. */
  readonly whileBuilding: <T>(work: (build: Build) => Promise<T>) => Promise<T>;
}

/** The package of the extension holds no server. */
export class ServerMissing extends Error {
  constructor() {
    super("This build of Tunelint holds no server: set tunelint.server.command.");
  }
}

/** What was started is no server, or ended before it answered. */
export class ServerSilent extends Error {
  constructor({ command }: Program) {
    super(`“${command}” can't be run, or ended before it answered.`);
  }
}

/** The program that serves: the user's own, or one in an environment that is made when needed. */
export async function serverCommand(
  settings: ServerSettings,
  { wheel, storage, pythons, whileBuilding }: Resources,
): Promise<Program> {
  // The server runs in this folder, whichever it is; without it, none can be started.
  await mkdir(storage, { recursive: true });
  const [command, ...args] = settings.command;
  if (command !== undefined) {
    return { command, args };
  }
  if (wheel === undefined) {
    throw new ServerMissing();
  }
  const environments = new Environments(storage, wheel);
  const chosen =
    settings.python === ""
      ? undefined
      : await findPython([{ command: settings.python, args: [] }], storage);
  const interpreter =
    (await environments.find(chosen)) ??
    (await whileBuilding(async (build) => {
      build.report("looking for Python");
      const python = chosen ?? (await findPython(pythons(), storage));
      return environments.build(python, build);
    }));
  // Isolated (-I): a workspace with a folder "tunelint" or a PYTHONPATH can't step in.
  return { command: interpreter, args: ["-I", "-m", "tunelint", "lsp"] };
}
