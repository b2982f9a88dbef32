import { join } from "node:path";
import { vi } from "vitest";
import type { Build } from "../src/server/environment.ts";
import { run } from "../src/server/process.ts";
import { findPython, type Python, pythonsOnPath } from "../src/server/python.ts";
import { findWheel, type Wheel } from "../src/server/wheel.ts";
import { temporaryFolder } from "./folders.ts";

/** A wheel with a server of two lines: it says its version, or what it was asked to do. */
export async function stubWheel(
  folder: string,
  { version = "1.2.3", requires = "" } = {},
): Promise<Wheel> {
  const python = await somePython(folder);
  const file = join(folder, `tunelint-${version}-py3-none-any.whl`);
  await run(
    { command: python.executable, args: ["-c", WRITE_WHEEL, file, version, requires] },
    { cwd: folder },
  );
  const wheel = await findWheel(folder);
  if (wheel === undefined) {
    throw new Error(`No wheel in ${folder}.`);
  }
  return wheel;
}

export async function somePython(cwd: string): Promise<Python> {
  return findPython(pythonsOnPath(process.env.PATH ?? ""), cwd);
}

/** Where environments are built in this test, and with what; pip is kept from the network. */
export async function buildingSite(): Promise<{ storage: string; python: Python }> {
  vi.stubEnv("PIP_NO_INDEX", "1");
  const storage = await temporaryFolder();
  return { storage, python: await somePython(storage) };
}

/** A build that nobody watches. */
export function build(signal = new AbortController().signal): Build {
  return { signal, log: () => undefined, report: () => undefined };
}

const WRITE_WHEEL = `
import sys, zipfile
file, version, requires = sys.argv[1:]
info = f"tunelint-{version}.dist-info"
members = {
    "tunelint/__init__.py": "",
    "tunelint/__main__.py": f"import sys; print('tunelint', '{version}' if sys.argv[1:] == ['--version'] else sys.argv[1])",
    f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: tunelint\\nVersion: {version}\\n"
    + (f"Requires-Dist: {requires}\\n" if requires else ""),
    f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
}
members[f"{info}/RECORD"] = "".join(f"{name},,\\n" for name in [*members, f"{info}/RECORD"])
with zipfile.ZipFile(file, "w") as wheel:
    for name, text in members.items():
        wheel.writestr(name, text)
`;
