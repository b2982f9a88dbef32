import { commands, type ExtensionContext, window, workspace } from "vscode";
import { whenDatasetOpens } from "./datasets.ts";
import { provideExamples } from "./examples/examples.ts";
import { provideJobs } from "./jobs/view.ts";
import { providePages } from "./pages.ts";
import { providePreview } from "./preview/preview.ts";
import { Session } from "./session.ts";
import { Status } from "./status.ts";
import { Credentials } from "./submit/credentials.ts";
import { provideSubmission } from "./submit/submitting.ts";

let session: Session | undefined;

export function activate(context: ExtensionContext): void {
  const output = window.createOutputChannel("Tunelint", { log: true });
  const status = new Status();
  const current = new Session(context, output, status);
  const credentials = new Credentials(context);
  session = current;
  context.subscriptions.push(
    output,
    status,
    commands.registerCommand("tunelint.restartServer", () => current.restart()),
    commands.registerCommand("tunelint.showOutput", () => output.show()),
    providePages((code) => current.request("tunelint/page", { code })),
    provideExamples(current, context),
    providePreview(current, context),
    provideSubmission(current, context, credentials),
    provideJobs(current, context, credentials),
    workspace.onDidChangeConfiguration((change) => {
      if (!current.started) {
        return;
      }
      if (change.affectsConfiguration("tunelint.server")) {
        void current.restart();
      } else if (change.affectsConfiguration("tunelint")) {
        void current.sendSettings();
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => current.started && void current.restart()),
    // Not before: many workspaces hold a dataset that nobody looks at.
    whenDatasetOpens(() => current.started || void current.restart()),
  );
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
