import { type QuickInput, QuickInputButtons, type QuickPickItem, window } from "vscode";
import { messageOf } from "../errors.ts";
import { BACK, type Turn } from "./steps.ts";

/** A question of the series, or one that stands by itself. */
export interface Question {
  readonly title: string;
  readonly placeholder: string;
  readonly turn?: Turn;
  /** Whether there is a way back, though it is the first of its series. */
  readonly isNested?: boolean;
}

export interface Blank extends Question {
  readonly value?: string;
  readonly prompt: string;
  readonly password?: boolean;
}

export interface Offer extends QuickPickItem {
  /** Whether it is what the cursor is put on, in place of the first one. */
  readonly isLikely?: boolean;
}

type Answer<T> = Promise<T | typeof BACK | undefined>;

/** Has one of the items picked, which may still be on their way. Undefined when nobody picks. */
export function pick<Item extends Offer>(
  question: Question,
  items: readonly Item[] | Promise<readonly Item[]>,
): Answer<Item> {
  const box = window.createQuickPick<Item>();
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  const fill = (offered: readonly Item[]) => {
    box.busy = false;
    box.items = offered;
    box.activeItems = [...offered.filter(({ isLikely }) => isLikely), ...offered].slice(0, 1);
  };
  return answered(box, question, (resolve, reject) => {
    box.onDidAccept(() => box.selectedItems[0] && resolve(box.selectedItems[0]));
    box.busy = true;
    Promise.resolve(items).then(fill).catch(reject);
  });
}

/** Has a text typed that `read` makes something of, or throws what is wrong with it. */
export function type<T>(blank: Blank, read: (text: string) => T | Promise<T>): Answer<T> {
  const box = window.createInputBox();
  box.value = blank.value ?? "";
  box.prompt = blank.prompt;
  box.password = blank.password ?? false;
  return answered(box, blank, (resolve) => {
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(async () => {
      box.busy = true;
      try {
        resolve(await read(box.value.trim()));
      } catch (error) {
        box.validationMessage = messageOf(error);
      }
      box.busy = false;
    });
  });
}

function answered<T>(
  box: QuickInput & ReturnType<typeof window.createInputBox | typeof window.createQuickPick>,
  { title, placeholder, turn, isNested }: Question,
  listen: (resolve: (answer: T) => void, reject: (error: unknown) => void) => void,
): Answer<T> {
  box.title = title;
  box.placeholder = placeholder;
  box.step = turn?.step;
  box.totalSteps = turn?.of;
  box.ignoreFocusOut = true;
  box.buttons = isNested || (turn?.step ?? 1) > 1 ? [QuickInputButtons.Back] : [];
  return new Promise<T | typeof BACK | undefined>((resolve, reject) => {
    box.onDidTriggerButton(() => resolve(BACK));
    box.onDidHide(() => resolve(undefined));
    listen(resolve, reject);
    box.show();
  }).finally(() => box.dispose());
}
