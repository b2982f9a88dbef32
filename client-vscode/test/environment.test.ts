import { readdir, rm } from "node:fs/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { Environments } from "../src/server/environment.ts";
import { run } from "../src/server/process.ts";
import type { Python } from "../src/server/python.ts";
import { temporaryFolder } from "./folders.ts";
import { build, buildingSite, stubWheel } from "./wheels.ts";

describe("with real environments", { timeout: 120_000 }, () => {
  let storage: string;
  let python: Python;

  beforeEach(async () => {
    ({ storage, python } = await buildingSite());
  });

  test("one is built aside, found again, and rebuilt when it is broken", async () => {
    const wheel = await stubWheel(await temporaryFolder());
    const environments = new Environments(storage, wheel);
    expect(await environments.find()).toBeUndefined();

    const interpreter = await environments.build(python, build());
    expect(await readdir(storage)).toEqual([
      `server-1.2.3-${wheel.digest}-py${python.version}-${process.platform}-${process.arch}`,
    ]);
    expect(await asked(interpreter, "lsp")).toEqual(["tunelint lsp"]);
    expect(await environments.find()).toBe(interpreter);
    expect(await environments.find(python)).toBe(interpreter);
    expect(await environments.find({ ...python, version: "3.99" })).toBeUndefined();
    expect(await new Environments(storage, { ...wheel, digest: "0" }).find()).toBeUndefined();

    await removePackage(interpreter);
    expect(await environments.find()).toBeUndefined();
    expect(await environments.build(python, build())).toBe(interpreter);
    expect(await environments.find()).toBe(interpreter);
    expect(await readdir(storage)).toHaveLength(1);
  });

  test("two windows that build at once end with the same one", async () => {
    const wheel = await stubWheel(await temporaryFolder());
    const windows = [new Environments(storage, wheel), new Environments(storage, wheel)];
    const built = await Promise.all(windows.map((window) => window.build(python, build())));
    expect(built[0]).toBe(built[1]);
    expect(await windows[0]?.find()).toBe(built[0]);
    expect(await readdir(storage)).toHaveLength(1);
  });
});

async function asked(interpreter: string, ...args: string[]): Promise<readonly string[]> {
  const program = { command: interpreter, args: ["-I", "-m", "tunelint", ...args] };
  return (await run(program, { cwd: process.cwd() })).stdout;
}

async function removePackage(interpreter: string): Promise<void> {
  const where = "import pathlib, tunelint; print(pathlib.Path(tunelint.__file__).parent)";
  const { stdout } = await run(
    { command: interpreter, args: ["-I", "-c", where] },
    { cwd: process.cwd() },
  );
  await rm(stdout[0] ?? "", { recursive: true });
}
