import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

export interface RunOptions {
  readonly cwd: string;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/**
 * Runs a program to its end, without a shell. Aborting ends it with every process it started, and
 * rejects once they are gone.
 */
export function run({ command, args }: Program, options: RunOptions): Promise<Outcome> {
  const { cwd, signal, onLine } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // A group of its own is what lets one signal reach the children too.
    const child = spawn(command, args, {
      cwd,
      detached: !windows,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const stdout: string[] = [];
    const stderr: string[] = [];
    for (const [stream, lines] of [
      [child.stdout, stdout],
      [child.stderr, stderr],
    ] as const) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        onLine?.(line);
      });
    }
    const abort = () => killTree(child);
    signal?.addEventListener("abort", abort, { once: true });
    child.once("error", reject);
    child.once("close", (code) => {
      signal?.removeEventListener("abort", abort);
      if (signal?.aborted) {
        reject(signal.reason);
      } else {
        resolve({ code, stdout, stderr });
      }
    });
  });
}

const windows = process.platform === "win32";

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) {
    return;
  }
  if (windows) {
    const taskkill = `${process.env.SystemRoot}\\System32\\taskkill.exe`;
    spawn(taskkill, ["/pid", String(pid), "/t", "/f"], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // It ended by itself.
  }
}
