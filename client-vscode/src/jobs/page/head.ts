import { button, element } from "../../webview/page/dom.ts";
import type { Act, Job } from "../job.ts";
import { acts, look, words } from "../status.ts";
import { nameOf } from "../telling.ts";
import { ask } from "./host.ts";

const LABELS: Readonly<Record<Act, string>> = {
  cancel: "Cancel Job",
  pause: "Pause",
  resume: "Resume",
};

/** The job's name, how it stands, what can be done about it, and what went wrong. */
export class Head {
  readonly element = element("header", "");

  show(job: Job): void {
    this.element.replaceChildren(
      element("div", "title", element("h1", "", nameOf(job)), status(job)),
      element("div", "buttons", ...buttons(job)),
      ...note("error", job.error),
      ...note("warning", job.trouble),
    );
  }
}

function status({ status }: Job): HTMLElement {
  const { icon, colour } = look(status);
  const dot = element("span", icon.endsWith("~spin") ? "dot working" : "dot");
  dot.style.color = `var(--vscode-${(colour ?? "foreground").replaceAll(".", "-")})`;
  const shown = element("span", "status", dot, words(status));
  shown.role = "status";
  return shown;
}

function buttons(job: Job): HTMLButtonElement[] {
  const { tunedModel, portal, resultFiles } = job;
  return [
    ...(tunedModel === ""
      ? []
      : [button("Copy Model Name", "", () => ask({ kind: "copy", text: tunedModel }))]),
    ...(resultFiles.length === 0 ? [] : [opening("Open Results", "results")]),
    ...(portal === null ? [] : [opening("Open in Portal", "portal")]),
    ...acts(job).map((act) => button(LABELS[act], "secondary", () => ask({ kind: "act", act }))),
  ];
}

function opening(label: string, what: "portal" | "results"): HTMLButtonElement {
  return button(label, "secondary", () => ask({ kind: "open", what }));
}

function note(kind: "error" | "warning", text: string | null): HTMLElement[] {
  return text === null ? [] : [element("p", `note ${kind}`, text)];
}
