import { mkdir, readdir, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Environments, InstallationFailed } from "../src/server/environment.ts";
import type { Python } from "../src/server/python.ts";
import { temporaryFolder } from "./folders.ts";
import { build, buildingSite, stubWheel } from "./wheels.ts";

describe("what the build of a real environment leaves", { timeout: 120_000 }, () => {
  let storage: string;
  let python: Python;

  beforeEach(async () => {
    ({ storage, python } = await buildingSite());
  });

  test("a build removes older versions and what a crash left, not another's work", async () => {
    const old = new Date(Date.now() - 2 * 3_600_000);
    for (const name of ["server-0.9.0-abc-py3.11-linux-x64", "building-dead", "building-live"]) {
      await mkdir(join(storage, name, "bin"), { recursive: true });
    }
    await utimes(join(storage, "building-dead"), old, old);
    const environments = new Environments(storage, await stubWheel(await temporaryFolder()));
    const interpreter = await environments.build(python, build());
    expect((await readdir(storage)).toSorted()).toEqual([
      "building-live",
      folderOf(interpreter).slice(storage.length + 1),
    ]);
  });

  test("cancelling the build leaves nothing behind", async () => {
    const environments = new Environments(storage, await stubWheel(await temporaryFolder()));
    const cancel = new AbortController();
    const building = environments.build(python, {
      ...build(cancel.signal),
      report: (step) => step.startsWith("installing") && setImmediate(() => cancel.abort()),
    });
    await expect(building).rejects.toThrow("aborted");
    expect(await readdir(storage)).toEqual([]);
  });

  test("a failing pip leaves nothing behind but its last words and its output", async () => {
    const requires = "tunelint-missing-dependency";
    const wheel = await stubWheel(await temporaryFolder(), { requires });
    const log = vi.fn();
    const building = new Environments(storage, wheel).build(python, { ...build(), log });
    await expect(building).rejects.toThrow(
      new InstallationFailed(`ERROR: No matching distribution found for ${requires}`),
    );
    expect(log).toHaveBeenCalledWith(expect.stringMatching(/^Processing .*tunelint-1\.2\.3-/));
    expect(await readdir(storage)).toEqual([]);
  });
});

function folderOf(interpreter: string): string {
  return dirname(dirname(interpreter));
}
