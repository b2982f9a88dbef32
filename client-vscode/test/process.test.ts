import { expect, test } from "vitest";
import { run } from "../src/server/process.ts";

const cwd = process.cwd();
const node = (script: string, ...args: string[]) => ({
  command: process.execPath,
  args: ["-e", script, ...args],
});

test("a program's lines and exit code come back", async () => {
  const lines: string[] = [];
  const outcome = await run(
    node("console.log('one\\ntwo'); console.error('three'); process.exitCode = 4"),
    { cwd, onLine: (line) => lines.push(line) },
  );
  expect(outcome).toEqual({ code: 4, stdout: ["one", "two"], stderr: ["three"] });
  expect(lines.toSorted()).toEqual(["one", "three", "two"]);
});

test("arguments reach the program untouched by any shell", async () => {
  const argument = `$HOME "quoted" 'twice' ; * & | \\`;
  const { stdout } = await run(node("console.log(process.argv[1])", argument), { cwd });
  expect(stdout).toEqual([argument]);
});

test("a program that does not exist rejects", async () => {
  await expect(run({ command: "/no/such/program", args: [] }, { cwd })).rejects.toThrow("ENOENT");
});

test("nothing starts under a signal that is aborted already", async () => {
  const signal = AbortSignal.abort();
  await expect(run(node("console.log(1)"), { cwd, signal })).rejects.toThrow("aborted");
});

test("aborting ends the program and what it started", async () => {
  const cancel = new AbortController();
  const sleep = "console.log('asleep'); setInterval(() => {}, 1000)";
  const start =
    "child_process.spawn(process.execPath, ['-e', process.argv[1]], {stdio: 'inherit'})";
  // The child holds the output open, so this settles only once both are gone.
  const sleeping = run(node(start, sleep), {
    cwd,
    signal: cancel.signal,
    onLine: () => cancel.abort(),
  });
  await expect(sleeping).rejects.toThrow("aborted");
});
