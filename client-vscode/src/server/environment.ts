import { mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Outcome, run } from "./process.ts";
import type { Python } from "./python.ts";
import type { Wheel } from "./wheel.ts";

export interface Build {
  readonly signal: AbortSignal;
  /** Receives every line that the programs print. */
  readonly log: (line: string) => void;
  /** Receives what is being done, in a few words. */
  readonly report: (step: string) => void;
}

/** A step of the installation failed; the message is the last thing it said. */
export class InstallationFailed extends Error {}

/**
 * The Python environments that the extension keeps for its server: one folder for each build of the
 * server and version of Python, never changed once it has its name.
 */
export class Environments {
  /** The storage folder must exist. */
  constructor(
    private readonly storage: string,
    private readonly wheel: Wheel,
  ) {}

  /** The interpreter of an environment that is ready to use, made with the given Python or any. */
  async find(python?: Python): Promise<string | undefined> {
    const names = python === undefined ? await this.existing() : [this.name(python)];
    for (const name of names) {
      const folder = join(this.storage, name);
      if (await this.works(folder)) {
        return interpreter(folder);
      }
    }
    return undefined;
  }

  /** Makes an environment and returns its interpreter. Older environments are removed. */
  async build(python: Python, build: Build): Promise<string> {
    const folder = join(this.storage, this.name(python));
    const aside = await mkdtemp(join(this.storage, ASIDE));
    try {
      await this.install(python, aside, build);
      await this.moveInto(folder, aside);
    } finally {
      await remove(aside);
    }
    await this.removeOthers();
    return interpreter(folder);
  }

  private get prefix(): string {
    return `server-${this.wheel.version}-${this.wheel.digest}-`;
  }

  private name(python: Python): string {
    return `${this.prefix}py${python.version}-${process.platform}-${process.arch}`;
  }

  private async existing(): Promise<string[]> {
    const names = await readdir(this.storage).catch(() => []);
    return names.filter((name) => name.startsWith(this.prefix) && name.endsWith(HOST));
  }

  private async works(folder: string): Promise<boolean> {
    try {
      const { stdout } = await run(
        { command: interpreter(folder), args: ["-I", "-m", "tunelint", "--version"] },
        { cwd: folder, signal: AbortSignal.timeout(30_000) },
      );
      return stdout.at(-1)?.split(" ").at(-1) === this.wheel.version;
    } catch {
      return false;
    }
  }

  private async install(python: Python, folder: string, build: Build): Promise<void> {
    const step = async (command: string, ...module: readonly string[]) => {
      const args = ["-I", "-X", "utf8", "-m", ...module];
      build.log(`> ${[command, ...args].join(" ")}`);
      const { signal, log: onLine } = build;
      const outcome = await run({ command, args }, { cwd: folder, signal, onLine });
      if (outcome.code !== 0) {
        throw new InstallationFailed(lastWords(outcome));
      }
    };
    build.report(`making an environment with Python ${python.version}`);
    await step(python.executable, "venv", folder);
    build.report(`installing Tunelint ${this.wheel.version}`);
    await step(interpreter(folder), "pip", "install", ...PIP_OPTIONS, this.wheel.file);
    await step(interpreter(folder), "tunelint", "--version");
  }

  /** Another window may have made the same environment meanwhile: then that one stays. */
  private async moveInto(folder: string, aside: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await rename(aside, folder);
      } catch (error) {
        if (await this.works(folder)) {
          return;
        }
        if (attempt === ATTEMPTS) {
          throw error;
        }
      }
      await remove(folder);
      // On Windows, a virus scanner may hold the new files for a moment.
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
    }
  }

  private async removeOthers(): Promise<void> {
    for (const name of await readdir(this.storage)) {
      const folder = join(this.storage, name);
      const abandoned = name.startsWith(ASIDE) && (await age(folder)) > HOUR;
      const older = name.startsWith("server-") && !name.startsWith(this.prefix);
      if (abandoned || older) {
        // One that is in use on Windows can't be removed: a later build tries again.
        await remove(folder).catch(() => undefined);
      }
    }
  }
}

const ASIDE = "building-";
const HOST = `-${process.platform}-${process.arch}`;
const ATTEMPTS = 5;
const HOUR = 3_600_000;
const PIP_OPTIONS = [
  "--no-input",
  "--disable-pip-version-check",
  "--progress-bar=off",
  // A source distribution would run its author's code, and need a compiler.
  "--only-binary=:all:",
];

function interpreter(folder: string): string {
  return process.platform === "win32"
    ? join(folder, "Scripts", "python.exe")
    : join(folder, "bin", "python");
}

function lastWords({ code, stdout, stderr }: Outcome): string {
  // pip ends with notices that are not about the failure.
  const said = (lines: readonly string[]) =>
    lines.findLast((line) => line.trim() !== "" && !line.startsWith("[notice]"));
  return said(stderr) ?? said(stdout) ?? `The installation ended with code ${code}.`;
}

async function age(folder: string): Promise<number> {
  return Date.now() - (await stat(folder)).mtimeMs;
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
