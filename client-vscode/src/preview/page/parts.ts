import { button, element } from "../../webview/page/dom.ts";
import type { Call, Part, Picture } from "../chat.ts";
import { ask } from "./host.ts";
import { icon } from "./icon.ts";
import { notes } from "./notes.ts";
import { code, prose } from "./texts.ts";

/** A piece of what a message says or shows. */
export function part(shown: Part): HTMLElement {
  switch (shown.kind) {
    case "text":
      return prose(shown.text);
    case "refusal":
      return element("div", "refusal", element("span", "chip", "refusal"), prose(shown.text));
    case "json":
      return code(shown.text);
    case "image":
      return figure(shown);
  }
}

/** A call of a function, folded to one line. */
export function call({ name, id, arguments: given }: Call): HTMLElement {
  const brief = element("span", "brief", given.text.replaceAll(/\s+/g, " "));
  const called = element("span", "function", name === "" ? "nameless call" : name);
  const label = id === "" ? [] : [element("span", "id", id)];
  return element("details", "call", element("summary", "", called, brief, ...label), code(given));
}

function figure(shown: Picture): HTMLElement {
  const caption = element("figcaption", "", shown.label);
  return element("figure", "", image(shown), caption, ...notes(shown.notes));
}

function image({ src, label, missing, url, fetchable }: Picture): HTMLElement {
  if (src !== null) {
    const made = element("img", "");
    made.decoding = "sync"; // so that an edit does not make the page jump
    made.src = src;
    made.alt = label;
    return made;
  }
  const address = url === "" ? [] : [element("span", "url", url)];
  const fetch = fetchable ? [button("Fetch Image", "", () => ask({ kind: "fetch", url }))] : [];
  return element(
    "div",
    "missing",
    icon("image"),
    element("span", "", missing),
    ...address,
    ...fetch,
  );
}
