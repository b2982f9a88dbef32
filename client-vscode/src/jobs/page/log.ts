import { element } from "../../webview/page/dom.ts";
import type { JobEvent } from "../job.ts";

const NEAR_THE_END = 8;

/** The events of the job. The youngest stays in sight, unless somebody scrolls up. */
export class Log {
  readonly element = element("ol", "log");
  private readonly shown = new Set<string>();

  constructor() {
    this.element.role = "log";
    this.element.tabIndex = 0;
    this.element.ariaLabel = "Events";
  }

  /** Adds the events that are not shown yet. */
  add(events: readonly JobEvent[]): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
    for (const event of events) {
      if (!this.shown.has(event.id)) {
        this.shown.add(event.id);
        this.element.append(entry(event));
      }
    }
    if (isAtEnd) {
      this.element.scrollTop = this.element.scrollHeight;
    }
  }
}

function entry({ createdAt, level, message, metrics }: JobEvent): HTMLElement {
  const when = new Date(createdAt * 1000);
  const time = element("time", "", when.toLocaleTimeString());
  time.dateTime = when.toISOString();
  time.title = when.toLocaleString();
  return element("li", metrics === null ? level : "step", time, element("span", "", message));
}
