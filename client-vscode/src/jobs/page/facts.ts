import { button, element } from "../../webview/page/dom.ts";
import type { Job } from "../job.ts";
import { type Fact, facts } from "../telling.ts";
import { ask } from "./host.ts";

/** What is known of the job, name by name. */
export class Facts {
  readonly element = element("dl", "facts");

  show(job: Job): void {
    this.element.replaceChildren(...facts(job).map(row));
  }
}

function row({ name, value }: Fact): HTMLElement {
  const shown = name === "Training file" ? link(value) : element("span", "", value);
  shown.title = value;
  return element("div", "", element("dt", "", name), element("dd", "", shown));
}

function link(name: string): HTMLElement {
  return button(name, "link", () => ask({ kind: "open", what: "file" }));
}
