import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { type Resources, ServerMissing, serverCommand } from "../src/server/command.ts";
import { run } from "../src/server/process.ts";
import { PythonNotFound, pythonsOnPath } from "../src/server/python.ts";
import { temporaryFolder } from "./folders.ts";
import { stubWheel } from "./wheels.ts";

const SETTINGS = { command: [], python: "" };

test("a server of the user's own is taken as it is, and its folder is made", async () => {
  const command = ["/opt/tunelint", "lsp", "--verbose"];
  const shared = await resources();
  expect(await serverCommand({ ...SETTINGS, command }, shared)).toEqual({
    command: "/opt/tunelint",
    args: ["lsp", "--verbose"],
  });
  expect((await stat(shared.storage)).isDirectory()).toBe(true);
});

test("an extension without a wheel says so", async () => {
  await expect(serverCommand(SETTINGS, await resources())).rejects.toBeInstanceOf(ServerMissing);
});

test("a chosen Python that is unfit is an error, not a reason to take another", async () => {
  const wheel = await stubWheel(await temporaryFolder());
  const settings = { ...SETTINGS, python: "/no/such/python" };
  const starting = serverCommand(settings, { ...(await resources()), wheel });
  await expect(starting).rejects.toBeInstanceOf(PythonNotFound);
});

test("the environment is built once, and its server can't be replaced by the workspace", {
  timeout: 120_000,
}, async () => {
  vi.stubEnv("PIP_NO_INDEX", "1");
  const wheel = await stubWheel(await temporaryFolder());
  const shared = { ...(await resources()), wheel };
  const whileBuilding = vi.spyOn(shared, "whileBuilding");

  const first = await serverCommand(SETTINGS, shared);
  expect(await serverCommand(SETTINGS, shared)).toEqual(first);
  expect(whileBuilding).toHaveBeenCalledOnce();

  const workspace = await temporaryFolder();
  await writeFile(join(workspace, "tunelint.py"), "print('the workspace')");
  vi.stubEnv("PYTHONPATH", workspace);
  expect((await run(first, { cwd: workspace })).stdout).toEqual(["tunelint lsp"]);
});

async function resources(): Promise<Resources> {
  return {
    wheel: undefined,
    storage: join(await temporaryFolder(), "not", "there", "yet"),
    pythons: () => pythonsOnPath(process.env.PATH ?? ""),
    whileBuilding: (work) =>
      work({
        signal: new AbortController().signal,
        log: () => undefined,
        report: () => undefined,
      }),
  };
}
