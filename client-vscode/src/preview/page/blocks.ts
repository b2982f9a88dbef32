import { button, element } from "../../webview/page/dom.ts";
import type { Block, Message, Tool } from "../chat.ts";
import { ask } from "./host.ts";
import { notes } from "./notes.ts";
import { call, part } from "./parts.ts";
import { code, prose, values } from "./texts.ts";

const ROLES = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

/** The pieces of the page. */
export function blocks(shown: readonly Block[]): HTMLElement[] {
  return shown.map((block) => {
    const content = [
      ...block.tools.map(tool),
      ...block.messages.map(message),
      ...values(block.values),
    ];
    if (block.kind === "tools") {
      return element("details", "tools", element("summary", "", summary(block)), ...content);
    }
    const title = block.title === "" ? [] : [element("h2", "", block.title)];
    return element("section", block.kind, ...title, ...content);
  });
}

function summary({ title, tools }: Block): string {
  return `${title}: ${tools.map(({ name }) => (name === "" ? "nameless" : name)).join(", ")}`;
}

function tool({ name, description, parameters }: Tool): HTMLElement {
  const about = description.text === "" ? [] : [prose(description)];
  const schema = parameters.text === "" ? [] : [code(parameters)];
  return element("div", "tool", element("h3", "function", name), ...about, ...schema);
}

function message(shown: Message): HTMLElement {
  const role = ROLES.has(shown.role) ? shown.role : "unknown";
  const said = [...shown.parts.map(part), ...shown.calls.map(call), ...values(shown.values)];
  const bubble = said.length === 0 ? element("span", "empty", "empty") : "";
  return element(
    "article",
    shown.trained === false ? `${role} untrained` : role,
    who(shown),
    element("div", "bubble", bubble, ...said),
    ...notes(shown.notes),
  );
}

/** Who speaks, to what, and whether the model learns to say it. */
function who({ path, role, name, answers, trained }: Message): HTMLElement {
  const speaker = button(role === "" ? "no role" : role, "role", () => ask({ kind: "go", path }));
  speaker.title = "Go to Message";
  const shown = element("div", "who", speaker);
  if (name !== "") {
    shown.append(element("span", "name", name));
  }
  if (answers !== null) {
    const called = answers.name === "" ? "answers no call" : answers.name;
    shown.append(element("span", answers.name === "" ? "stray" : "function", called));
    shown.append(element("span", "id", answers.id));
  }
  if (trained !== null) {
    shown.append(element("span", "chip", trained ? "trained on" : "not trained on"));
  }
  return shown;
}
