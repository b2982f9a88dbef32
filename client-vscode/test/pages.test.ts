import { beforeEach, expect, test, vi } from "vitest";
import { providePages, withPreviews } from "../src/pages.ts";

const vscode = vi.hoisted(() => ({
  commands: { executeCommand: vi.fn() },
  Uri: { parse: (text: string) => new URL(text) },
  workspace: { registerTextDocumentContentProvider: vi.fn() },
}));
vi.mock("vscode", () => vscode);

beforeEach(() => vi.resetAllMocks());

test("Explain shows the rule's page as a preview, and asks the server for no file", async () => {
  const next = vi.fn();
  await withPreviews.executeCommand?.("tunelint.explain", ["image-mode"], next);
  expect(next).not.toHaveBeenCalled();
  const [command, uri] = vscode.commands.executeCommand.mock.calls[0] ?? [];
  expect([command, String(uri)]).toEqual(["markdown.showPreview", "tunelint-rule:/image-mode.md"]);
});

test("all other commands are the server's", async () => {
  const next = vi.fn();
  await withPreviews.executeCommand?.("tunelint.other", [1], next);
  expect(next).toHaveBeenCalledExactlyOnceWith("tunelint.other", [1]);
  expect(vscode.commands.executeCommand).not.toHaveBeenCalled();
});

test("a preview holds what the server says of the code", async () => {
  providePages(async (code) => `# ${code}`);
  const [scheme, provider] =
    vscode.workspace.registerTextDocumentContentProvider.mock.calls[0] ?? [];
  expect(scheme).toBe("tunelint-rule");
  const uri = new URL("tunelint-rule:/image-mode.md");
  expect(await provider.provideTextDocumentContent({ path: uri.pathname })).toBe("# image-mode");
});
