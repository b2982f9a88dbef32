import { element } from "../../webview/page/dom.ts";
import type { Note } from "../chat.ts";
import { icon } from "./icon.ts";

/** What was found to be wrong with something, if anything was. */
export function notes(found: readonly Note[]): HTMLElement[] {
  const items = found.map(({ severity, code, message }) =>
    element(
      "li",
      severity,
      icon(severity),
      element("span", "", message, " ", element("code", "", code)),
    ),
  );
  return items.length === 0 ? [] : [element("ul", "notes", ...items)];
}
