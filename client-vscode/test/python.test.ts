import { chmod, mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Program } from "../src/server/process.ts";
import { findPython, PythonNotFound, pythonsOnPath } from "../src/server/python.ts";
import { temporaryFolder } from "./folders.ts";
import { somePython } from "./wheels.ts";

describe.skipIf(process.platform === "win32")("on a search path", () => {
  test("plain names come first, folder by folder, then the versions from the newest", async () => {
    const [first, second] = [await temporaryFolder(), await temporaryFolder()];
    for (const name of ["python", "python3.11", "python3"]) {
      await executable(join(first, name));
    }
    for (const name of ["python3", "python3.14", "python3.9"]) {
      await executable(join(second, name));
    }
    expect(await commands(pythonsOnPath([first, second].join(delimiter)))).toEqual([
      [join(first, "python3")],
      [join(second, "python3")],
      [join(second, "python3.14")],
      [join(first, "python3.11")],
      [join(first, "python")],
    ]);
  });

  test("what can't be executed, and relative folders, are passed over", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "python3"), "");
    await mkdir(join(folder, "bin"));
    await executable(join(folder, "bin", "python3"));
    expect(await commands(pythonsOnPath([folder, "", ".", "bin"].join(delimiter)))).toEqual([]);
  });

  test("Windows has the launcher as the last resort", async () => {
    const folder = await temporaryFolder();
    await executable(join(folder, "python.exe"));
    await executable(join(folder, "py.exe"));
    await executable(join(folder, "python3"));
    expect(await commands(pythonsOnPath(folder, "win32"))).toEqual([
      [join(folder, "python.exe")],
      [join(folder, "py.exe"), "-3"],
    ]);
  });
});

describe.skipIf(process.platform === "win32")("of several candidates", () => {
  test("the first that can run the server is taken", async () => {
    const folder = await temporaryFolder();
    const python = await findPython(
      [
        await fake(folder, "ancient", "exit 2"),
        await fake(folder, "old", `echo '[3, 10, "/old", true, false]'`),
        await fake(folder, "bare", `echo '[3, 12, "/bare", false, false]'`),
        await fake(folder, "good", `echo 'a greeting'; echo '[3, 13, "/good", true, false]'`),
        await fake(folder, "late", `echo '[3, 14, "/late", true, false]'`),
      ],
      folder,
    );
    expect(python).toEqual({ executable: "/good", version: "3.13" });
  });

  test("when none can, the error says why, once each", async () => {
    const folder = await temporaryFolder();
    const old = await fake(folder, "old", `echo '[3, 10, "/old", true, false]'`);
    const bare = await fake(folder, "bare", `echo '[3, 12, "/bare", false, false]'`);
    const narrow = await fake(folder, "narrow", `echo '[3, 12, "/narrow", true, true]'`);
    const absent = { command: join(folder, "absent"), args: ["-3"] };
    const search = findPython([old, bare, narrow, absent, old], folder);
    await expect(search).rejects.toBeInstanceOf(PythonNotFound);
    await expect(search).rejects.toMatchObject({
      rejected: [
        `${old.command} is Python 3.10.`,
        `${bare.command} lacks the module venv or ensurepip (on Debian and Ubuntu: apt install python3.12-venv).`,
        `${narrow.command} is a 32-bit Python.`,
        `${absent.command} -3 does not run as a Python 3.`,
      ],
    });
  });
});

test("a real Python tells its path and version, whatever lies in the working directory", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "json.py"), "raise SystemExit('not this one')");
  const { executable, version } = await somePython(folder);
  expect(version).toMatch(/^3\.1[1-9]$/);
  expect(await findPython([{ command: executable, args: [] }], folder)).toEqual({
    executable,
    version,
  });
});

async function executable(file: string, script = ""): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

async function fake(folder: string, name: string, script: string): Promise<Program> {
  const command = join(folder, name);
  await executable(command, script);
  return { command, args: [] };
}

async function commands(programs: AsyncIterable<Program>): Promise<string[][]> {
  const found: string[][] = [];
  for await (const { command, args } of programs) {
    found.push([command, ...args]);
  }
  return found;
}
