import { posix } from "node:path";
import { type Disposable, Uri, window, workspace } from "vscode";
import type { Jobs } from "./jobs.ts";

const SCHEME = "tunelint-results";

/** Opens the results files of a job, to be read. */
export async function openResults(jobs: Jobs, id: string): Promise<void> {
  for (const { name } of await jobs.results(id)) {
    await window.showTextDocument(Uri.from({ scheme: SCHEME, path: `/${id}/${name}` }), {
      preview: false,
    });
  }
}

/** Gives editors the results files, which belong to the jobs that their paths name. */
export function provideResults(jobs: Jobs): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ path }) => {
      const files = await jobs.results(posix.basename(posix.dirname(path)));
      return files.find(({ name }) => name === posix.basename(path))?.text;
    },
  });
}
