import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * The ids of jobs that had not ended when they were last seen. They are kept in a file, which is
 * there at once: a window can be reloaded before VS Code has written down a state of its own.
 */
export class Awaited {
  ids: readonly string[];

  constructor(private readonly file: string) {
    this.ids = read(file);
  }

  keep(ids: readonly string[]): void {
    if (String(ids) !== String(this.ids)) {
      this.ids = ids;
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileSync(this.file, JSON.stringify(ids));
    }
  }
}

/** No jobs are awaited by a file that is missing, or holds something else. */
function read(file: string): string[] {
  try {
    const ids: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
