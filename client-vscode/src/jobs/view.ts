import { join } from "node:path";
import { commands, Disposable, type ExtensionContext, window } from "vscode";
import type { Session } from "../session.ts";
import type { Credentials } from "../submit/credentials.ts";
import { Actions } from "./actions.ts";
import { Awaited } from "./awaited.ts";
import { Endings } from "./endings.ts";
import { Jobs } from "./jobs.ts";
import { Panels } from "./panels.ts";
import { provideResults } from "./results.ts";
import { type Row, Tree } from "./tree.ts";

const AGES = 30_000;

/** The list of jobs in the side bar, their panels, and news of how they end. */
export function provideJobs(
  session: Session,
  context: ExtensionContext,
  credentials: Credentials,
): Disposable {
  const jobs = new Jobs(session, credentials);
  const actions = new Actions(jobs);
  const panels = new Panels(jobs, actions, context.extensionUri);
  const tree = new Tree(jobs);
  const view = window.createTreeView("tunelint.jobs", { treeDataProvider: tree });
  const { fsPath } = context.storageUri ?? context.globalStorageUri;
  const awaited = new Awaited(join(fsPath, "awaited-jobs.json"));
  const endings = new Endings(jobs, awaited, panels, actions);
  const ages = setInterval(() => view.visible && tree.redraw(), AGES);
  const show = () => {
    view.message = jobs.failure;
    view.badge = badge(jobs);
    void commands.executeCommand("setContext", "tunelint.hasNoJobs", hasNone(jobs));
    endings.look();
  };
  if (endings.areAwaited) {
    void jobs.whenListed();
  }
  return Disposable.from(
    jobs,
    panels,
    view,
    provideResults(jobs),
    registerCommands(jobs, actions, panels),
    jobs.onList(show),
    new Disposable(() => clearInterval(ages)),
  );
}

function hasNone({ isListed, all }: Jobs): boolean {
  return isListed && all.length === 0;
}

function badge({ all }: Jobs): { value: number; tooltip: string } | undefined {
  const value = all.filter(({ hasEnded }) => !hasEnded).length;
  const tooltip = value === 1 ? "1 job has not ended" : `${value} jobs have not ended`;
  return value === 0 ? undefined : { value, tooltip };
}

function registerCommands(jobs: Jobs, actions: Actions, panels: Panels): Disposable {
  const onJob = (name: string, run: (id: string) => unknown) =>
    commands.registerCommand(`tunelint.${name}`, (target: Row | string) =>
      run(typeof target === "string" ? target : target.job.id),
    );
  return Disposable.from(
    commands.registerCommand("tunelint.refreshJobs", () => jobs.load()),
    commands.registerCommand("tunelint.copyModelName", ({ model = "" }: Row) =>
      actions.copy(model),
    ),
    commands.registerCommand("tunelint.copyJobId", ({ job }: Row) => actions.copy(job.jobId)),
    onJob("openJob", (id) => panels.show(id)),
    onJob("openJobResults", (id) => actions.openResults(id)),
    onJob("openJobInPortal", (id) => actions.openPortal(id)),
    onJob("pauseJob", (id) => actions.steer(id, "pause")),
    onJob("resumeJob", (id) => actions.steer(id, "resume")),
    onJob("cancelJob", (id) => actions.steer(id, "cancel")),
    onJob("removeJob", (id) => actions.remove(id)),
  );
}
