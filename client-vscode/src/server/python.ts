import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { type Program, run } from "./process.ts";

export interface Python {
  readonly executable: string;
  /** Such as "3.11". */
  readonly version: string;
}

/** No Python that can run the server; `rejected` says of each one found why not. */
export class PythonNotFound extends Error {
  constructor(readonly rejected: readonly string[]) {
    super(["No Python 3.11 or newer was found.", ...rejected].join(" "));
  }
}

/** The first of the candidates that can run the server. */
export async function findPython(
  candidates: Iterable<Program> | AsyncIterable<Program>,
  cwd: string,
): Promise<Python> {
  const rejected = new Set<string>();
  for await (const candidate of candidates) {
    const verdict = await probe(candidate, cwd);
    if (typeof verdict !== "string") {
      return verdict;
    }
    rejected.add(verdict);
  }
  throw new PythonNotFound([...rejected]);
}

/** The Pythons on a search path, the likeliest first. Only absolute folders of the path count. */
export async function* pythonsOnPath(
  path: string,
  platform: NodeJS.Platform = process.platform,
): AsyncGenerator<Program> {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  const windows = platform === "win32";
  for (const name of NAMES) {
    for (const folder of folders) {
      const command = join(folder, windows ? `${name}.exe` : name);
      if (await isExecutable(command)) {
        yield { command, args: [] };
      }
    }
  }
  for (const folder of windows ? folders : []) {
    const command = join(folder, "py.exe");
    if (await isExecutable(command)) {
      yield { command, args: ["-3"] };
    }
  }
}

const NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"];

const PROBE = `
import importlib.util, json, sys
complete = all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
print(json.dumps([*sys.version_info[:2], sys.executable, complete, sys.maxsize < 2**32]))
`;

async function probe({ command, args }: Program, cwd: string): Promise<Python | string> {
  const name = [command, ...args].join(" ");
  let answer: readonly [number, number, executable: string, complete: boolean, narrow: boolean];
  try {
    // Isolated (-I): nothing in the working directory or in PYTHONPATH may take part.
    const { stdout } = await run(
      { command, args: [...args, "-I", "-c", PROBE] },
      { cwd, signal: AbortSignal.timeout(15_000) },
    );
    answer = JSON.parse(stdout.at(-1) ?? "");
  } catch {
    return `${name} does not run as a Python 3.`;
  }
  const [major, minor, executable, complete, narrow] = answer;
  const version = `${major}.${minor}`;
  if (major !== 3 || minor < 11) {
    return `${name} is Python ${version}.`;
  }
  if (!complete) {
    return `${name} lacks the module venv or ensurepip (on Debian and Ubuntu: apt install python${version}-venv).`;
  }
  if (narrow) {
    return `${name} is a 32-bit Python.`;
  }
  if (executable.includes("\\WindowsApps\\")) {
    return `${name} is from the Microsoft Store, which hides the environments it makes.`;
  }
  return { executable, version };
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
