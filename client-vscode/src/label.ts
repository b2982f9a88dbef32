/** What the server says of a document after each check. */
export interface Summary {
  readonly uri: string;
  readonly version: number | null;
  readonly examples: number;
  readonly findings: Readonly<Record<Severity, number>>;
}

export type Severity = "error" | "warning" | "info" | "hint";

export type ServerState = "starting" | "running" | "stopped";

export interface Label {
  readonly text: string;
  readonly tooltip: string;
}

/** What the status bar says of the dataset called `name`. */
export function label(state: ServerState, name: string, summary: Summary | undefined): Label {
  if (state === "starting") {
    return { text: "$(loading~spin) Tunelint", tooltip: "The Tunelint server is starting." };
  }
  if (state === "stopped") {
    return { text: "$(error) Tunelint", tooltip: "The Tunelint server is not running." };
  }
  if (summary === undefined) {
    return { text: "Tunelint", tooltip: `${name}: not checked` };
  }
  return { text: counts(summary), tooltip: `${name}: ${words(summary)}` };
}

function counts({ examples, findings }: Summary): string {
  const shown = (["error", "warning", "info"] as const)
    .filter((severity) => findings[severity] > 0)
    .map((severity) => `$(${severity}) ${format(findings[severity])}`);
  return shown.length === 0
    ? `$(check) Tunelint: ${amount(examples, "example")}`
    : ["Tunelint", ...shown].join(" ");
}

function words({ examples, findings }: Summary): string {
  const found = SEVERITIES.filter(([severity]) => findings[severity] > 0).map(([severity, noun]) =>
    amount(findings[severity], noun),
  );
  return [amount(examples, "example"), ...(found.length === 0 ? ["no findings"] : found)].join(
    ", ",
  );
}

const SEVERITIES: readonly (readonly [Severity, noun: string])[] = [
  ["error", "error"],
  ["warning", "warning"],
  ["info", "note"],
  ["hint", "hint"],
];

function amount(count: number, noun: string): string {
  return `${format(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function format(count: number): string {
  return count.toLocaleString("en-US");
}
