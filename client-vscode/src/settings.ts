import { workspace } from "vscode";
import { CHECK_SETTINGS, given } from "./given.ts";
import type { ServerSettings } from "./server/command.ts";

/** What the server is told; it wins over the configuration files of the datasets. */
export function checkSettings(): Record<string, unknown> {
  return given(CHECK_SETTINGS, workspace.getConfiguration("tunelint"));
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
