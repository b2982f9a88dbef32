import { readStored, store } from "../stored.ts";

/** The ids of jobs that had not ended when they were last seen, be it by a window before. */
export class Awaited {
  ids: readonly string[];

  constructor(private readonly file: string) {
    this.ids = read(file);
  }

  keep(ids: readonly string[]): void {
    if (String(ids) !== String(this.ids)) {
      this.ids = ids;
      store(this.file, ids);
    }
  }
}

/** No jobs are awaited by a file that is missing, or holds something else. */
function read(file: string): string[] {
  const ids = readStored(file);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}
