import { beforeEach, expect, test, vi } from "vitest";
import type { ClientOptions } from "../src/client.ts";
import { Session } from "../src/session.ts";

const client = vi.hoisted(() => ({
  start: vi.fn(),
  dispose: vi.fn(),
  sendRequest: vi.fn(),
  options: undefined as ClientOptions | undefined,
}));
vi.mock("../src/client.ts", () => ({
  createClient: (_: object, options: ClientOptions) => {
    client.options = options;
    return client;
  },
}));

const vscode = vi.hoisted(() => ({
  Uri: { joinPath: () => ({ fsPath: "/nowhere" }) },
  window: { showErrorMessage: vi.fn() },
  workspace: {
    getConfiguration: () => ({
      get: (name: string) => (name === "command" ? ["tunelint", "lsp"] : ""),
      inspect: () => undefined,
    }),
  },
}));
vi.mock("vscode", () => vscode);
vi.mock("node:fs/promises", async (original) => ({ ...(await original()), mkdir: vi.fn() }));

const context = { extensionUri: {}, globalStorageUri: { fsPath: "/nowhere" } };
const output = { info: vi.fn(), error: vi.fn(), debug: vi.fn() };
const status = { server: vi.fn(), summary: vi.fn() };
const session = () => new Session(context as never, output as never, status as never);

beforeEach(() => {
  vi.resetAllMocks();
  client.start.mockResolvedValue(undefined);
  client.dispose.mockResolvedValue(undefined);
});

test("a request starts the server, and has its answer", async () => {
  client.sendRequest.mockResolvedValue("pong");
  expect(await session().request("tunelint/ping", {})).toBe("pong");
  expect(client.start).toHaveBeenCalledOnce();
});

test("what the server refuses is told in its words", async () => {
  client.sendRequest.mockRejectedValue(new Error("There is no such line."));
  await expect(session().request("tunelint/ping", {})).rejects.toThrow("There is no such line.");
});

test("where no server came up, a request says that, and how to start one", async () => {
  client.start.mockImplementation(async () => client.options?.onState("stopped"));
  client.sendRequest.mockRejectedValue(new Error("Client is not running"));
  await expect(session().request("tunelint/ping", {})).rejects.toThrow(
    "The Tunelint server is not running. “Tunelint: Restart Server” starts it.",
  );
});

test("the user is told which program did not come up as a server, unless another is under way", async () => {
  const started = session();
  await started.restart();
  client.options?.onStartFailed();
  expect(vscode.window.showErrorMessage).toHaveBeenCalledExactlyOnceWith(
    "Tunelint could not start its server. “tunelint” can't be run, or ended before it answered.",
    expect.objectContaining({ title: "Show Output" }),
  );

  const { options } = client;
  await started.restart();
  options?.onStartFailed();
  expect(vscode.window.showErrorMessage).toHaveBeenCalledOnce();
});
