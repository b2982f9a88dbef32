import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Awaited } from "../src/jobs/awaited.ts";
import { temporaryFolder } from "./folders.ts";

test("what is awaited is known to the next window at once", async () => {
  const file = join(await temporaryFolder(), "not", "there", "yet.json");
  const awaited = new Awaited(file);
  expect(awaited.ids).toEqual([]);
  awaited.keep(["one", "two"]);
  expect(new Awaited(file).ids).toEqual(["one", "two"]);
});

test.each(["", "{", "{}", '[1, null, {"id": "one"}]'])("nothing is awaited by %j", async (text) => {
  const file = join(await temporaryFolder(), "jobs.json");
  await writeFile(file, text);
  expect(new Awaited(file).ids).toEqual([]);
});
