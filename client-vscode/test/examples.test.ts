import { beforeEach, expect, test, vi } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { EXAMPLE_SCHEME } from "../src/documents.ts";
import { ExampleFiles } from "../src/examples/files.ts";
import { Opening } from "../src/examples/opening.ts";

const vscode = vi.hoisted(() => {
  class EventEmitter {
    event = (listen: unknown) => this.listeners.push(listen as never);
    listeners: ((value: unknown) => void)[] = [];
    fire(value: unknown) {
      for (const listen of this.listeners) {
        listen(value);
      }
    }
  }
  class Uri extends URL {
    static override parse = (text: string) => new Uri(text) as never;
    scheme = this.protocol.slice(0, -1);
    path = this.pathname;
  }
  class TabInputText {
    constructor(readonly uri: Uri) {}
  }
  return {
    commands: { executeCommand: vi.fn() },
    EventEmitter,
    FileChangeType: { Changed: 1 },
    FileType: { File: 1 },
    FileSystemError: {
      Unavailable: (message: string) => new Error(`unavailable: ${message}`),
      NoPermissions: (message: string) => new Error(`not allowed: ${message}`),
    },
    TabInputText,
    TabInputTextDiff: class {},
    Uri,
    window: {
      activeTextEditor: undefined as object | undefined,
      setStatusBarMessage: vi.fn(),
      showErrorMessage: vi.fn(),
      showInputBox: vi.fn(),
      tabGroups: {
        activeTabGroup: { activeTab: undefined as object | undefined },
        all: [] as object[],
        close: vi.fn(),
      },
    },
    workspace: { save: vi.fn(), textDocuments: [] as object[] },
  };
});
vi.mock("vscode", () => vscode);

const DATASET = "file:///data/train.jsonl";
const view = (number: number) => `tunelint-example://file/data/train.jsonl/${number}.tunelint`;
const uri = vscode.Uri.parse(view(3));
const request = vi.fn();
const files = () => new ExampleFiles({ request });
const opening = () => new Opening({ request });

function tab(address: string, isDirty = false): object {
  return { input: new vscode.TabInputText(new vscode.Uri(address)), isDirty };
}

function active(shown: object, editor?: object): void {
  vscode.window.tabGroups.activeTabGroup.activeTab = shown;
  vscode.window.activeTextEditor = editor;
}

/** Has VS Code hold the dataset's document, and gives what saves it. */
function opened(isDirty: boolean): () => Promise<boolean> {
  const save = vi.fn(async () => true);
  vscode.workspace.textDocuments = [{ uri: new vscode.Uri(DATASET), isDirty, save }];
  return save;
}

function write(text: string): Promise<void> {
  return files().writeFile(uri, new TextEncoder().encode(text));
}

function expectShown(address: string): void {
  expect(vscode.commands.executeCommand).toHaveBeenLastCalledWith(
    "vscode.open",
    new vscode.Uri(address),
    { preview: false },
  );
}

beforeEach(() => {
  vi.resetAllMocks();
  vscode.workspace.textDocuments = [];
  vscode.window.tabGroups.all = [];
});

test("a view reads as the server says", async () => {
  request.mockResolvedValue({ text: '{"grüße": "👋"}', origin: DATASET, line: 2 });
  const read = await files().readFile(uri);
  expect(new TextDecoder().decode(read)).toBe('{"grüße": "👋"}');
  expect(request).toHaveBeenCalledExactlyOnceWith("tunelint/example/read", { uri: view(3) });
});

test("a view that is written is saved with its dataset, be that in a tab or not", async () => {
  const save = opened(false);
  request.mockResolvedValue({ origin: DATASET, line: 2 });
  await write('{"a": "👋"}');
  expect(request).toHaveBeenCalledExactlyOnceWith("tunelint/example/write", {
    uri: view(3),
    text: '{"a": "👋"}',
    unsaved: [],
  });
  expect(save).toHaveBeenCalledOnce();
  expect(vscode.window.setStatusBarMessage).not.toHaveBeenCalled();
});

test("a dataset without a document is saved by its address", async () => {
  request.mockResolvedValue({ origin: DATASET, line: 2 });
  vscode.workspace.save.mockResolvedValue(new vscode.Uri(DATASET));
  await write("{}");
  expect(vscode.workspace.save).toHaveBeenCalledExactlyOnceWith(new vscode.Uri(DATASET));
  expect(vscode.window.setStatusBarMessage).not.toHaveBeenCalled();
});

test("a dataset that could not be saved is told of", async () => {
  request.mockResolvedValue({ origin: DATASET, line: 2 });
  await write("{}");
  const [message] = vscode.window.setStatusBarMessage.mock.calls[0] ?? [];
  expect(message).toBe("Not saved: train.jsonl has the example as an unsaved change.");
});

test("other unsaved changes are not saved, and the status bar says so", async () => {
  const save = opened(true);
  request.mockResolvedValue({ origin: DATASET, line: 2 });
  await write("{}");
  expect(save).not.toHaveBeenCalled();
  const [message] = vscode.window.setStatusBarMessage.mock.calls[0] ?? [];
  expect(message).toBe("Not saved: train.jsonl has other unsaved changes.");
});

test("of a dataset without a document, the tab tells whether it is saved", async () => {
  vscode.window.tabGroups.all = [{ tabs: [tab(DATASET, true)] }];
  request.mockResolvedValue({ origin: DATASET, line: 2 });
  await write("{}");
  expect(request).toHaveBeenCalledExactlyOnceWith("tunelint/example/write", {
    uri: view(3),
    text: "{}",
    unsaved: [DATASET],
  });
  expect(vscode.workspace.save).not.toHaveBeenCalled();
});

test("what the server refuses stays unsaved, with its reason", async () => {
  request.mockRejectedValue(new Error("Line 3 was changed."));
  await expect(write("{}")).rejects.toThrow("unavailable: Line 3 was changed.");
  await expect(files().readFile(uri)).rejects.toThrow("unavailable: Line 3 was changed.");
  expect(vscode.workspace.save).not.toHaveBeenCalled();
});

test("each change makes a view newer, and none makes it larger", () => {
  vi.useFakeTimers();
  const there = files();
  const heard = vi.fn();
  there.onDidChangeFile(heard);
  const stats = [0, 1, 2].map((changes) => {
    if (changes) {
      there.changed(uri);
    }
    return there.stat(uri);
  });
  vi.useRealTimers();
  const [first = 0, second = 0, third = 0] = stats.map(({ mtime }) => mtime);
  expect(first < second && second < third).toBe(true);
  expect(new Set(stats.map(({ size }) => size)).size).toBe(1);
  expect(heard).toHaveBeenCalledTimes(2);
  expect(heard).toHaveBeenLastCalledWith([{ type: 1, uri }]);
});

test("an example is no folder, and is not made, moved or deleted", () => {
  const { readDirectory, createDirectory, delete: remove, rename } = files();
  for (const operation of [readDirectory, createDirectory, remove, rename]) {
    expect(operation).toThrow("not allowed");
  }
});

test("a lens opens the example that it stands above", async () => {
  request.mockResolvedValue({ uri: view(8) });
  await opening().open(DATASET, 7);
  expect(request).toHaveBeenCalledExactlyOnceWith("tunelint/example/locate", {
    uri: DATASET,
    line: 7,
  });
  expectShown(view(8));
});

test("the command opens the example under the cursor, whatever a menu tells it", async () => {
  const editor = { document: { uri: new vscode.Uri(DATASET) }, selection: { active: { line: 4 } } };
  active(tab(DATASET), editor);
  request.mockResolvedValue({ uri: view(5) });
  await opening().open(new vscode.Uri(DATASET), { groupId: 0 });
  expect(request).toHaveBeenCalledWith("tunelint/example/locate", { uri: DATASET, line: 4 });
});

test("in a dataset without an editor, the line is asked for", async () => {
  active(tab(DATASET));
  request.mockResolvedValue({ uri: view(12) });
  vscode.window.showInputBox.mockResolvedValue("12");
  await opening().open();
  expect(request).toHaveBeenCalledWith("tunelint/example/locate", { uri: DATASET, line: 11 });

  const { validateInput } = vscode.window.showInputBox.mock.calls[0]?.[0] ?? {};
  expect(["12", " 7 "].map(validateInput)).toEqual([undefined, undefined]);
  expect(["0", "-1", "1.5", "two", ""].map(validateInput)).not.toContain(undefined);

  vscode.window.showInputBox.mockResolvedValue(undefined);
  await opening().open();
  expect(request).toHaveBeenCalledTimes(1);
});

test("a line without an example is told of, and others are opened meanwhile", async () => {
  request.mockRejectedValueOnce(new Error("Line 3 is no JSON object."));
  vscode.window.showErrorMessage.mockReturnValue(new Promise(() => undefined));
  const examples = opening();
  await examples.open(DATASET, 2);
  expect(vscode.window.showErrorMessage).toHaveBeenCalledWith("Line 3 is no JSON object.");
  expect(vscode.commands.executeCommand).not.toHaveBeenCalled();

  request.mockResolvedValue({ uri: view(4) });
  await examples.open(DATASET, 3);
  expectShown(view(4));
});

test("the next example takes the place of the one before", async () => {
  const shown = tab(view(3));
  active(shown);
  request.mockResolvedValue({ uri: view(4) });
  await opening().step(1);
  expect(request).toHaveBeenCalledExactlyOnceWith("tunelint/example/step", { uri: view(3), by: 1 });
  expectShown(view(4));
  expect(vscode.window.tabGroups.close).toHaveBeenCalledExactlyOnceWith(shown, true);
});

test("an edited example stays open", async () => {
  active(tab(view(3), true));
  request.mockResolvedValue({ uri: view(4) });
  await opening().step(1);
  expectShown(view(4));
  expect(vscode.window.tabGroups.close).not.toHaveBeenCalled();
});

test("there is nothing behind the last example", async () => {
  active(tab(view(9)));
  request.mockResolvedValue(null);
  await opening().step(1);
  const [message] = vscode.window.setStatusBarMessage.mock.calls[0] ?? [];
  expect(message).toContain("last example");
  expect(vscode.window.tabGroups.close).not.toHaveBeenCalled();
});

test("who asks for the next example twice goes two examples on", async () => {
  active(tab(view(3)));
  request.mockImplementation(async (_, { uri: from }) => {
    await Promise.resolve();
    return { uri: view(Number(/(\d+)\.tunelint$/.exec(from)?.[1]) + 1) };
  });
  vscode.commands.executeCommand.mockImplementation(async (_, shown) => active(tab(String(shown))));
  const examples = opening();
  await Promise.all([examples.step(1), examples.step(1)]);
  expectShown(view(5));
});

test("views have a language of their own, and are opened again with the window", () => {
  expect(manifest.activationEvents).toContain(`onFileSystem:${EXAMPLE_SCHEME}`);
  const language = manifest.contributes.languages.find(({ id }) => id === EXAMPLE_SCHEME);
  expect(language?.extensions).toEqual([".tunelint"]);
  const [grammar] = manifest.contributes.grammars;
  expect(grammar?.language).toBe(EXAMPLE_SCHEME);
});
