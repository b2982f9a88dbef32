import { beforeEach, expect, test, vi } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { withCommands } from "../src/commands.ts";

const vscode = vi.hoisted(() => ({
  commands: { executeCommand: vi.fn() },
  TabInputText: class {
    constructor(readonly uri: object) {}
  },
  TabInputTextDiff: class {},
  Uri: { parse: (text: string) => new URL(text) },
  window: {
    activeTextEditor: undefined,
    tabGroups: { activeTabGroup: { activeTab: undefined as object | undefined } },
  },
}));
vi.mock("vscode", () => vscode);

const CHECK = "tunelint.checkImageUrls";
const next = vi.fn();

beforeEach(() => vi.resetAllMocks());

function look(scheme: string): void {
  const uri = Object.assign(new URL(`${scheme}:///data/train.jsonl`), {
    scheme,
    path: "/train.jsonl",
  });
  vscode.window.tabGroups.activeTabGroup.activeTab = { input: new vscode.TabInputText(uri) };
}

test("Explain shows the rule's page as a preview, and asks the server for no file", async () => {
  await withCommands.executeCommand?.("tunelint.explain", ["image-mode"], next);
  expect(next).not.toHaveBeenCalled();
  const [command, uri] = vscode.commands.executeCommand.mock.calls[0] ?? [];
  expect([command, String(uri)]).toEqual(["markdown.showPreview", "tunelint-rule:/image-mode.md"]);
});

test("all other commands are the server's", async () => {
  await withCommands.executeCommand?.("tunelint.other", [1], next);
  expect(next).toHaveBeenCalledExactlyOnceWith("tunelint.other", [1]);
  expect(vscode.commands.executeCommand).not.toHaveBeenCalled();
});

test("the palette checks the image URLs of the dataset that is looked at", async () => {
  look("file");
  await withCommands.executeCommand?.(CHECK, [], next);
  expect(next).toHaveBeenCalledExactlyOnceWith(CHECK, ["file:///data/train.jsonl"]);
});

test("of a commit that is looked at, no image URLs are checked", async () => {
  look("git");
  await withCommands.executeCommand?.(CHECK, [], next);
  expect(next).not.toHaveBeenCalled();
});

test("a dataset that is named is the one whose image URLs are checked", async () => {
  look("file");
  await withCommands.executeCommand?.(CHECK, ["file:///data/other.jsonl"], next);
  expect(next).toHaveBeenCalledExactlyOnceWith(CHECK, ["file:///data/other.jsonl"]);
});

test("the palette offers to fetch only for datasets, and only where these are trusted", () => {
  const command = manifest.contributes.commands.find((each) => each.command === CHECK);
  expect(command?.enablement).toMatch(/^isWorkspaceTrusted && .*editorLangId == jsonl/);
});

test("nothing is fetched under the pointer unless that is switched on", () => {
  const settings = manifest.contributes.configuration.properties;
  expect(settings["tunelint.fetchImages"].default).toBe(false);
});
