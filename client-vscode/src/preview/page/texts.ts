import { element } from "../../webview/page/dom.ts";
import type { Text, Value } from "../chat.ts";

/** A text of people, in lines as they wrote it. */
export function prose(text: Text, className = ""): HTMLElement {
  return element("div", `prose ${className}`.trim(), text.text, ...cut(text));
}

/** A text for machines. */
export function code(text: Text): HTMLElement {
  return element("pre", "", text.text, ...cut(text));
}

/** Keys with what stands under them. */
export function values(shown: readonly Value[]): HTMLElement[] {
  const rows = shown.map(({ name, text }) =>
    element("div", "value", ...(name === "" ? [] : [element("h3", "", name)]), code(text)),
  );
  return rows.length === 0 ? [] : [element("div", "values", ...rows)];
}

function cut(text: Text): HTMLElement[] {
  return text.cut === "" ? [] : [element("span", "cut", `… ${text.cut}`)];
}
