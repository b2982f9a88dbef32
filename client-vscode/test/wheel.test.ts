import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findWheel } from "../src/server/wheel.ts";
import { temporaryFolder } from "./folders.ts";

const NAME = "tunelint-0.1.0-py3-none-any.whl";

test("the wheel tells its version", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, NAME), "wheel");
  await writeFile(join(folder, "other-1.0-py3-none-any.whl"), "");
  expect(await findWheel(folder)).toEqual({
    file: join(folder, NAME),
    version: "0.1.0",
    digest: expect.stringMatching(/^[0-9a-f]{8}$/),
  });
});

test("two builds of one version differ in their digest", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, NAME), "one");
  const one = await findWheel(folder);
  await writeFile(join(folder, NAME), "two");
  expect((await findWheel(folder))?.digest).not.toBe(one?.digest);
});

test("no folder, no wheel or two of them mean none", async () => {
  const folder = await temporaryFolder();
  expect(await findWheel(join(folder, "absent"))).toBeUndefined();
  expect(await findWheel(folder)).toBeUndefined();
  await writeFile(join(folder, NAME), "");
  await writeFile(join(folder, "tunelint-0.2.0-py3-none-any.whl"), "");
  expect(await findWheel(folder)).toBeUndefined();
});
