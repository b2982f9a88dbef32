import { readStored, store } from "../stored.ts";

/**
 * What the open views were made from, as marks that the server gave. An unsaved view outlasts the
 * server, and the window: the next server has to know what to compare it with.
 */
export class Bases {
  private readonly marks: Map<string, string>;

  /** Without a file of the window's own, nothing is known to the next window. */
  constructor(private readonly file: string | undefined) {
    this.marks = new Map(file === undefined ? [] : read(file));
  }

  of(view: string): string | null {
    return this.marks.get(view) ?? null;
  }

  /** Keeps the mark of a view, or none any more. */
  keep(view: string, mark: string | null): void {
    if (mark === this.of(view)) {
      return;
    }
    if (mark === null) {
      this.marks.delete(view);
    } else {
      this.marks.set(view, mark);
    }
    if (this.file !== undefined) {
      store(this.file, Object.fromEntries(this.marks));
    }
  }
}

/** Nothing is known of views by a file that is missing, or holds something else. */
function read(file: string): [string, string][] {
  const marks = readStored(file);
  const entries = typeof marks === "object" && marks !== null ? Object.entries(marks) : [];
  return entries.filter(([_, mark]) => typeof mark === "string");
}
