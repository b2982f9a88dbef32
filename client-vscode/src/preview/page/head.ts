import type { Severity } from "../../label.ts";
import { element } from "../../webview/page/dom.ts";
import type { Chat } from "../chat.ts";
import { icon } from "./icon.ts";
import { notes } from "./notes.ts";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info", "hint"];

/** Which example it is, what it holds, what is wrong with it, and what is not shown. */
export function head(chat: Chat): HTMLElement {
  const { number, method, size, findings, omitted } = chat;
  const counts = SEVERITIES.filter((severity) => findings[severity] !== undefined).map((severity) =>
    element("span", `count ${severity}`, icon(severity), `${findings[severity]}`),
  );
  const title = element("div", "title", element("h1", "", `Example ${number}`));
  if (method !== null) {
    title.append(element("span", "chip", method));
  }
  title.append(element("span", "size", size), element("span", "counts", ...counts));
  const left = omitted.length === 0 ? [] : [element("p", "omitted", `${omitted.join("; ")}.`)];
  return element("header", "", title, ...notes(chat.notes), ...left);
}
