/** What the server says of a document after each check. */
export interface Summary {
  readonly uri: string;
  readonly version: number | null;
  readonly examples: number;
  readonly findings: Readonly<Record<Severity, number>>;
  /** Null while the check goes on, and for a file that is not for training. */
  readonly forecast: Forecast | null;
}

/** What the service will do with the file. The names are the server's. */
export interface Forecast {
  readonly sentence: string;
  readonly rejected_by: readonly string[];
  readonly skipped: number;
}

export type Severity = "error" | "warning" | "info" | "hint";

export type ServerState = "starting" | "running" | "stopped";

export interface Label {
  readonly text: string;
  readonly tooltip: string;
}

/** What the status bar says of the dataset called `name`; VS Code may not show it to extensions. */
export function label(
  state: ServerState,
  name: string,
  summary: Summary | undefined,
  isShown = true,
): Label {
  if (state === "starting") {
    return { text: "$(loading~spin) Tunelint", tooltip: "The Tunelint server is starting." };
  }
  if (state === "stopped") {
    return { text: "$(error) Tunelint", tooltip: "The Tunelint server is not running." };
  }
  if (summary === undefined) {
    return { text: "Tunelint", tooltip: `${name}: not checked${isShown ? "" : TOO_LARGE}` };
  }
  const forecast = summary.forecast === null ? "" : `\n${summary.forecast.sentence}`;
  return { text: counts(summary), tooltip: `${name}: ${words(summary)}${forecast}` };
}

const TOO_LARGE =
  "\nVS Code shows extensions no file as large as this. “tunelint check” takes any size.";

function counts({ examples, findings, forecast }: Summary): string {
  const shown = (["error", "warning", "info"] as const)
    .filter((severity) => findings[severity] > 0)
    .map((severity) => `$(${severity}) ${format(findings[severity])}`);
  const told = [...fate(forecast), "Tunelint", ...shown];
  return told.length === 1 ? `$(check) Tunelint: ${amount(examples, "example")}` : told.join(" ");
}

function fate(forecast: Forecast | null): string[] {
  if (forecast === null) {
    return [];
  }
  if (forecast.rejected_by.length > 0) {
    return ["$(circle-slash)"];
  }
  return forecast.skipped > 0 ? ["$(debug-step-over)"] : [];
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
