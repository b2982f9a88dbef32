import { beforeEach, expect, test, vi } from "vitest";
import { pick, type } from "../src/submit/asking.ts";
import { BACK } from "../src/submit/steps.ts";

const Back = vi.hoisted(() => ({}));
const window = vi.hoisted(() => ({ createQuickPick: vi.fn(), createInputBox: vi.fn() }));
vi.mock("vscode", () => ({ window, QuickInputButtons: { Back } }));

const QUESTION = { title: "Job", placeholder: "Which?", turn: { step: 2, of: 3 } };
const BLANK = { ...QUESTION, prompt: "A number" };

let box: ReturnType<typeof fakeBox>;

beforeEach(() => {
  box = fakeBox();
  window.createQuickPick.mockReturnValue(box);
  window.createInputBox.mockReturnValue(box);
});

test("a pick shows where it stands, and is gone with the answer", async () => {
  const items = [{ label: "a" }, { label: "b", isLikely: true }];
  const picked = pick(QUESTION, items);
  await settled();
  expect(box).toMatchObject({ title: "Job", placeholder: "Which?", step: 2, totalSteps: 3 });
  expect(box.activeItems).toEqual([items[1]]);
  box.selectedItems = [items[0]];
  box.accept();
  expect(await picked).toBe(items[0]);
  expect(box.dispose).toHaveBeenCalledOnce();
});

test("the cursor is on the first item where none is likely", async () => {
  void pick(QUESTION, [{ label: "a" }, { label: "b" }]);
  await settled();
  expect(box.activeItems).toEqual([{ label: "a" }]);
});

test("it is busy until there is something to pick", async () => {
  let arrive: (items: { label: string }[]) => void = () => undefined;
  const picked = pick(QUESTION, new Promise<{ label: string }[]>((resolve) => (arrive = resolve)));
  expect(box.busy).toBe(true);
  box.accept();
  arrive([{ label: "a" }]);
  await settled();
  expect(box).toMatchObject({ busy: false, items: [{ label: "a" }] });
  box.hide();
  expect(await picked).toBeUndefined();
});

test("it fails with its items", async () => {
  const picked = pick(QUESTION, Promise.reject(new Error("No server")));
  await expect(picked).rejects.toThrow("No server");
  expect(box.dispose).toHaveBeenCalledOnce();
});

test.each([
  ["a later step", { step: 2, of: 3 }, false, true],
  ["the first step", { step: 1, of: 3 }, false, false],
  ["a question within the first step", { step: 1, of: 3 }, true, true],
])("%s has its way back", async (_, turn, isNested, hasBack) => {
  const picked = pick({ ...QUESTION, turn, isNested }, []);
  expect(box.buttons).toEqual(hasBack ? [Back] : []);
  box.press(Back);
  expect(await picked).toBe(BACK);
});

test("what is typed is read without the spaces around it", async () => {
  const typed = type({ ...BLANK, value: "1" }, Number);
  expect(box.value).toBe("1");
  box.value = " 12 ";
  box.accept();
  expect(await typed).toBe(12);
});

test("what can't be read is told, until something else is typed", async () => {
  const typed = type(BLANK, async (text) => {
    if (text === "") {
      throw new Error("There is no number yet.");
    }
    return Number(text);
  });
  box.accept();
  expect(box.busy).toBe(true);
  await settled();
  expect(box).toMatchObject({ busy: false, validationMessage: "There is no number yet." });
  box.value = "3";
  box.change();
  expect(box.validationMessage).toBeUndefined();
  box.accept();
  expect(await typed).toBe(3);
});

/** Lets what waits for nothing but its turn go on. */
function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}

function fakeBox() {
  const listeners: Record<string, (event?: unknown) => void> = {};
  const on = (name: string) => (listener: () => void) => {
    listeners[name] = listener;
  };
  return {
    value: "",
    busy: false,
    items: [] as unknown[],
    activeItems: [] as unknown[],
    selectedItems: [] as unknown[],
    buttons: [] as unknown[],
    validationMessage: undefined as string | undefined,
    onDidTriggerButton: on("press"),
    onDidHide: on("hide"),
    onDidAccept: on("accept"),
    onDidChangeValue: on("change"),
    show: vi.fn(),
    dispose: vi.fn(),
    press: (button: unknown) => listeners.press?.(button),
    hide: () => listeners.hide?.(),
    accept: () => listeners.accept?.(),
    change: () => listeners.change?.(),
  };
}
