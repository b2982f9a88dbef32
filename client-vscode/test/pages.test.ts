import { beforeEach, expect, test, vi } from "vitest";
import { providePages } from "../src/pages.ts";

const vscode = vi.hoisted(() => ({
  commands: { executeCommand: vi.fn() },
  Uri: { parse: (text: string) => new URL(text) },
  workspace: { registerTextDocumentContentProvider: vi.fn() },
}));
vi.mock("vscode", () => vscode);

beforeEach(() => vi.resetAllMocks());

test("a preview holds what the server says of the code", async () => {
  providePages(async (code) => `# ${code}`);
  const [scheme, provider] =
    vscode.workspace.registerTextDocumentContentProvider.mock.calls[0] ?? [];
  expect(scheme).toBe("tunelint-rule");
  const uri = new URL("tunelint-rule:/image-mode.md");
  expect(await provider.provideTextDocumentContent({ path: uri.pathname })).toBe("# image-mode");
});
