import { type Disposable, EventEmitter, workspace } from "vscode";
import type { Session } from "../session.ts";
import type { Credentials } from "../submit/credentials.ts";
import type { Act, Change, Details, Job, ResultsFile } from "./job.ts";

/** The jobs that the server knows, kept up to date by what it tells. */
export class Jobs implements Disposable {
  private readonly known = new Map<string, Job>();
  private readonly listed = new EventEmitter<void>();
  private readonly changed = new EventEmitter<Change>();
  private loading: Promise<void> | undefined;

  /** Fires when the list is another one, or a job in it has changed. */
  readonly onList = this.listed.event;
  /** Fires when something happens to a job. */
  readonly onChange = this.changed.event;
  /** Whether these are all jobs: not before the server has listed them. */
  isListed = false;
  /** Why the last listing failed, if it did. */
  failure = "";

  constructor(
    private readonly session: Pick<Session, "onClient" | "onRunning" | "request">,
    private readonly credentials: Pick<Credentials, "whileAsked">,
  ) {
    session.onClient((client) => {
      client.onNotification("tunelint/jobs/changed", (change: Change) => this.take(change));
    });
    session.onRunning(() => void this.load());
  }

  /** The jobs by now, the youngest first. */
  get all(): readonly Job[] {
    return [...this.known.values()].sort((one, other) => other.createdAt - one.createdAt);
  }

  get(id: string): Job | undefined {
    return this.known.get(id);
  }

  /** Has the jobs listed if they are not yet; this starts the server. */
  whenListed(): Promise<void> {
    return this.loading ?? this.load();
  }

  /** Lists the jobs anew, and follows those that have not ended. */
  load(): Promise<void> {
    this.loading = this.list()
      .then(() => this.follow())
      .catch((error: Error) => this.told(error.message));
    return this.loading;
  }

  /** All that the service tells of a job. Somebody who wants to know may be asked for a key. */
  async details(id: string, isWanted: boolean): Promise<Details> {
    const method = "tunelint/jobs/details";
    const details = await (isWanted
      ? this.ask<Details>(method, { id })
      : this.session.request<Details>(method, { id }));
    this.put(details.job);
    return details;
  }

  results(id: string): Promise<ResultsFile[]> {
    return this.ask("tunelint/jobs/results", { id });
  }

  async steer(id: string, act: Act): Promise<void> {
    await this.ask("tunelint/jobs/steer", { id, act });
  }

  /** Takes a job off the list; the service keeps it. */
  async forget(id: string): Promise<void> {
    await this.session.request("tunelint/jobs/forget", { id });
    this.known.delete(id);
    this.listed.fire();
  }

  dispose(): void {
    this.listed.dispose();
    this.changed.dispose();
  }

  private async list(): Promise<void> {
    const jobs = await this.session.request<Job[]>("tunelint/jobs/list", {});
    this.known.clear();
    for (const job of jobs) {
      this.known.set(job.id, job);
    }
    this.isListed = true;
    this.told("");
  }

  private async follow(): Promise<void> {
    if (workspace.isTrusted && this.all.some(({ hasEnded }) => !hasEnded)) {
      await this.session.request("tunelint/jobs/follow", {});
    }
  }

  /** Asks the service for somebody who is there to be asked for a key. */
  private async ask<T>(method: string, params: { id: string; act?: Act }): Promise<T> {
    const job = this.get(params.id);
    const origin = job === undefined ? "" : new URL(job.endpoint).origin;
    const answer = await this.credentials.whileAsked(origin, () =>
      this.session.request<T>(method, params),
    );
    if (job?.trouble) {
      await this.follow(); // the trouble is over
    }
    return answer;
  }

  private told(failure: string): void {
    this.failure = failure;
    this.listed.fire();
  }

  private take(change: Change): void {
    this.put(change.job);
    this.changed.fire(change);
  }

  /** Takes in how a job is; an answer that comes late does not bring one back that has ended. */
  private put(job: Job): void {
    const known = this.known.get(job.id);
    const isLate = known?.hasEnded && !job.hasEnded;
    if (!isLate && JSON.stringify(job) !== JSON.stringify(known)) {
      this.known.set(job.id, job);
      this.listed.fire();
    }
  }
}
