import { workspace } from "vscode";
import type { ServerSettings } from "./server/command.ts";

/** What the server is told; the keys are the protocol's. */
export interface CheckSettings {
  readonly profile: string;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
}

export function checkSettings(): CheckSettings {
  const settings = workspace.getConfiguration("tunelint");
  return {
    profile: settings.get("profile", "azure"),
    select: strings(settings.get("select")),
    ignore: strings(settings.get("ignore")),
  };
}

/** In Restricted Mode, VS Code leaves out what the workspace says: see package.json. */
export function serverSettings(): ServerSettings {
  const settings = workspace.getConfiguration("tunelint.server");
  return {
    command: strings(settings.get("command")),
    python: settings.get("python", "").trim(),
  };
}

/** A settings file can hold any JSON, whatever the schema says. */
function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
