import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Bases } from "../src/examples/bases.ts";
import { temporaryFolder } from "./folders.ts";

test("what views were made from is known to the next window at once", async () => {
  const file = join(await temporaryFolder(), "not", "there", "yet.json");
  const bases = new Bases(file);
  expect(bases.of("one")).toBeNull();
  bases.keep("one", "1 1 2 abc");
  bases.keep("two", "2 1 2 abc");
  bases.keep("one", "3 1 2 def");
  bases.keep("two", null);
  for (const each of [bases, new Bases(file)]) {
    expect(["one", "two"].map((view) => each.of(view))).toEqual(["3 1 2 def", null]);
  }
});

test("without a file, it is known to the next server only", () => {
  const bases = new Bases(undefined);
  bases.keep("one", "1 1 2 abc");
  expect(bases.of("one")).toBe("1 1 2 abc");
  expect(new Bases(undefined).of("one")).toBeNull();
});

test.each(["", "{", "null", '{"one": 1, "two": null}'])("nothing is known by %j", async (text) => {
  const file = join(await temporaryFolder(), "bases.json");
  await writeFile(file, text);
  const bases = new Bases(file);
  expect(["one", "two"].map((view) => bases.of(view))).toEqual([null, null]);
});
