import { beforeEach, expect, test, vi } from "vitest";
import { compare } from "../src/jobs/endings.ts";
import type { Change, Job } from "../src/jobs/job.ts";
import { Jobs } from "../src/jobs/jobs.ts";
import { event, job, succeeded } from "./job.ts";

const vscode = vi.hoisted(() => ({
  EventEmitter: class {
    private readonly listeners: ((value: unknown) => void)[] = [];
    readonly event = (listen: (value: unknown) => void) => this.listeners.push(listen);
    readonly fire = (value: unknown) => {
      for (const listen of this.listeners) {
        listen(value);
      }
    };
  },
  workspace: { isTrusted: true },
}));
vi.mock("vscode", () => vscode);

/** A server that knows some jobs, and tells of changes. */
class Server {
  readonly asked: string[] = [];
  tell: (change: Change) => void = () => {};
  start: () => void = () => {};

  constructor(private readonly jobs: Job[] | Error) {}

  readonly onClient = (listen: (client: never) => void) => {
    const onNotification = (_: string, take: (change: Change) => void) => {
      this.tell = take;
    };
    listen({ onNotification } as never);
  };

  readonly onRunning = (begin: () => void) => {
    this.start = begin;
  };

  readonly request = async <T>(method: string): Promise<T> => {
    this.asked.push(method);
    if (this.jobs instanceof Error) {
      throw this.jobs;
    }
    const [first] = this.jobs;
    return (method === "tunelint/jobs/list" ? this.jobs : { job: first }) as T;
  };
}

const asked = { whileAsked: <T>(_: string, work: () => Promise<T>) => work() };

beforeEach(() => {
  vscode.workspace.isTrusted = true;
});

test("jobs are listed as soon as there is a server, and followed if any is open", async () => {
  const server = new Server([succeeded, job({ id: "open" })]);
  const jobs = new Jobs(server, asked);
  server.start();
  await jobs.whenListed();
  expect(jobs.all.map(({ id }) => id)).toEqual(["intent-1", "open"]);
  expect(server.asked).toEqual(["tunelint/jobs/list", "tunelint/jobs/follow"]);
});

test("another server follows the jobs in place of one that crashed", async () => {
  const server = new Server([job()]);
  const jobs = new Jobs(server, asked);
  server.start();
  await jobs.whenListed();
  server.start();
  await jobs.whenListed();
  expect(server.asked.filter((method) => method === "tunelint/jobs/follow")).toHaveLength(2);
});

test.each([
  ["all have ended", [succeeded], true],
  ["the workspace is not trusted", [job()], false],
])("nothing is followed when %s", async (_, known, isTrusted) => {
  vscode.workspace.isTrusted = isTrusted;
  const server = new Server(known);
  await new Jobs(server, asked).whenListed();
  expect(server.asked).toEqual(["tunelint/jobs/list"]);
});

test("a change replaces the job in the list, and adds one that is new", async () => {
  const server = new Server([job()]);
  const jobs = new Jobs(server, asked);
  const changes = vi.fn();
  jobs.onChange(changes);
  server.start();
  await jobs.whenListed();
  server.tell({ job: succeeded, events: [event()], hasJustEnded: true });
  server.tell({ job: job({ id: "new", createdAt: 2_000 }), events: [], hasJustEnded: false });
  expect(jobs.all.map(({ id, status }) => [id, status])).toEqual([
    ["new", "running"],
    ["intent-1", "succeeded"],
  ]);
  expect(changes).toHaveBeenCalledTimes(2);
});

test("an answer that comes late does not bring back a job that has ended", async () => {
  const server = new Server([job()]);
  const jobs = new Jobs(server, asked);
  server.start();
  await jobs.whenListed();
  server.tell({ job: succeeded, events: [], hasJustEnded: true });
  await jobs.details("intent-1", false);
  expect(jobs.get("intent-1")?.status).toBe("succeeded");
});

test("why there is no list is told, and asking again may give one", async () => {
  const jobs = new Jobs(new Server(new Error("The Tunelint server is not running.")), asked);
  await jobs.whenListed();
  expect([jobs.failure, jobs.isListed]).toEqual(["The Tunelint server is not running.", false]);
});

test("who wants to know of a job may be asked for its key, and then it is followed again", async () => {
  const server = new Server([job({ trouble: "There is no credential." })]);
  const origins: string[] = [];
  const whileAsked = <T>(origin: string, work: () => Promise<T>) => {
    origins.push(origin);
    return work();
  };
  const jobs = new Jobs(server, { whileAsked });
  await jobs.whenListed();
  await jobs.details("intent-1", false);
  expect(origins).toEqual([]);
  await jobs.details("intent-1", true);
  expect(origins).toEqual(["https://kitchen.openai.azure.com"]);
  expect(server.asked.slice(3)).toEqual(["tunelint/jobs/details", "tunelint/jobs/follow"]);
});

test("the end of a job is told once, where the job belongs", () => {
  const open = job();
  const first = compare([open, job({ id: "elsewhere" })], [], ({ id }) => id === open.id);
  expect(first).toEqual({ open: [open.id], ended: [] });
  const second = compare([succeeded], first.open, () => true);
  expect(second).toEqual({ open: [], ended: [succeeded] });
  expect(compare([succeeded], second.open, () => true).ended).toEqual([]);
});
