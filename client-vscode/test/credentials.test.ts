import { beforeEach, expect, test, vi } from "vitest";
import { Credentials } from "../src/submit/credentials.ts";
import type { Asked } from "../src/submit/protocol.ts";
import { askHow } from "../src/submit/signing.ts";

const configuration = vi.hoisted(() => ({ get: vi.fn() }));
const vscode = vi.hoisted(() => ({
  authentication: { getSession: vi.fn() },
  workspace: { isTrusted: true, getConfiguration: () => configuration },
}));
vi.mock("vscode", () => vscode);
vi.mock("../src/submit/signing.ts", () => ({ askHow: vi.fn() }));

const HERE = "https://here.example.com";
const ELSEWHERE = "https://elsewhere.example.com";
const KEY = { kind: "key", value: "abc" } as const;

let credentials: Credentials;

beforeEach(() => {
  vi.resetAllMocks();
  vscode.workspace.isTrusted = true;
  configuration.get.mockImplementation((_, otherwise) => otherwise);
  credentials = new Credentials({ secrets: secrets(), globalState: memento() } as never);
});

test("a key is given to the origin that it was given for, and to no other", async () => {
  await credentials.keep(HERE, KEY);
  expect(await credentials.answer(asked(HERE))).toEqual(KEY);
  expect(await credentials.answer(asked(ELSEWHERE))).toBeNull();
  expect(await credentials.knows(ELSEWHERE)).toBe(false);
});

test("nobody is asked out of the blue, nor for another origin than the one of their command", async () => {
  expect(await credentials.answer(asked(HERE))).toBeNull();
  await credentials.whileAsked(HERE, () => credentials.answer(asked(ELSEWHERE)));
  expect(askHow).not.toHaveBeenCalled();
});

test("what is asked for in the course of a command is kept for later", async () => {
  vi.mocked(askHow).mockResolvedValueOnce(KEY);
  expect(await inCommand()).toEqual(KEY);
  expect(await credentials.answer(asked(HERE))).toEqual(KEY);
  expect(askHow).toHaveBeenCalledOnce();
});

test("many requests that wait for a credential ask once", async () => {
  vi.mocked(askHow).mockResolvedValue(KEY);
  const both = () =>
    Promise.all([credentials.answer(asked(HERE)), credentials.answer(asked(HERE))]);
  expect(await credentials.whileAsked(HERE, both)).toEqual([KEY, KEY]);
  expect(askHow).toHaveBeenCalledOnce();
});

test("the end of one command is not the end of another about the same origin", async () => {
  vi.mocked(askHow).mockResolvedValue(KEY);
  const given = credentials.whileAsked(HERE, async () => {
    await credentials.whileAsked(HERE, async () => undefined);
    return credentials.answer(asked(HERE));
  });
  expect(await given).toEqual(KEY);
});

test("who gives none is asked again the next time", async () => {
  expect(await inCommand()).toBeNull();
  expect(await credentials.knows(HERE)).toBe(false);
  await inCommand();
  expect(askHow).toHaveBeenCalledTimes(2);
});

test("a key that was denied is forgotten, and asked for again in a command", async () => {
  await credentials.keep(HERE, { kind: "key", value: "stale" });
  vi.mocked(askHow).mockResolvedValueOnce(KEY);
  expect(await inCommand({ denied: true })).toEqual(KEY);
});

test("a key that was denied in the background is not given again", async () => {
  await credentials.keep(HERE, KEY);
  expect(await credentials.answer({ ...asked(HERE), denied: true })).toBeNull();
  expect(await credentials.answer(asked(HERE))).toBeNull();
});

test("an untrusted workspace gets nothing", async () => {
  await credentials.keep(HERE, KEY);
  vscode.workspace.isTrusted = false;
  expect(await credentials.answer(asked(HERE))).toBeNull();
});

test("all is forgotten at once", async () => {
  await credentials.keep(HERE, KEY);
  await credentials.keep(ELSEWHERE, { kind: "token" });
  await credentials.keep(HERE, { kind: "key", value: "newer" });
  expect(await credentials.forgetAll()).toEqual([HERE, ELSEWHERE]);
  expect(await credentials.knows(HERE)).toBe(false);
  expect(await credentials.knows(ELSEWHERE)).toBe(false);
  expect(await credentials.forgetAll()).toEqual([]);
});

test("a token is of the account that the editor knows; only a command signs in", async () => {
  await credentials.keep(HERE, { kind: "token" });
  vscode.authentication.getSession.mockImplementation((_, __, { createIfNone }) =>
    createIfNone ? { accessToken: "t" } : undefined,
  );
  expect(await credentials.answer(asked(HERE))).toBeNull();
  expect(vscode.authentication.getSession).toHaveBeenLastCalledWith("microsoft", ["scope"], {
    silent: true,
  });
  expect(await inCommand()).toEqual({ kind: "token", value: "t" });
});

test("the scope of tokens is the setting's", async () => {
  await credentials.keep(HERE, { kind: "token" });
  configuration.get.mockReturnValue("another");
  await credentials.answer(asked(HERE));
  expect(vscode.authentication.getSession).toHaveBeenCalledWith("microsoft", ["another"], {
    silent: true,
  });
});

test("no token is asked for where the service takes none", async () => {
  await credentials.keep(HERE, { kind: "token" });
  expect(await credentials.answer({ ...asked(HERE), scope: null })).toBeNull();
  expect(vscode.authentication.getSession).not.toHaveBeenCalled();
});

function inCommand(more: Partial<Asked> = {}) {
  return credentials.whileAsked(HERE, () => credentials.answer({ ...asked(HERE), ...more }));
}

function asked(origin: string): Asked {
  const host = new URL(origin).host;
  return { origin, host, title: `Azure at ${host}`, api: "azure", scope: "scope", denied: false };
}

function secrets() {
  const kept = new Map<string, string>();
  return {
    get: async (name: string) => kept.get(name),
    store: async (name: string, value: string) => void kept.set(name, value),
    delete: async (name: string) => void kept.delete(name),
  };
}

function memento() {
  const kept = new Map<string, unknown>();
  return {
    get: (name: string, otherwise: unknown) => kept.get(name) ?? otherwise,
    update: async (name: string, value: unknown) => void kept.set(name, value),
  };
}
