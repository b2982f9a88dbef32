/** The settings that the server is told of, by the names that it knows them by. */
export const CHECK_SETTINGS = [
  "profile",
  "model",
  "method",
  "epochs",
  "select",
  "extendSelect",
  "ignore",
  "perFileIgnores",
  "severity",
  "thresholds",
  "validationFiles",
  "baseline",
  "inlayHints",
  "codeLens",
  "fetchImages",
  "formatStyle",
] as const;

/** The part of VS Code's configuration that is read here. */
export interface Configuration {
  get(name: string): unknown;
  inspect(name: string): object | undefined;
}

/**
 * The settings that somebody set, at whatever place: a default would win over the configuration
 * files of the datasets.
 */
export function given(
  names: readonly string[],
  configuration: Configuration,
): Record<string, unknown> {
  const set = names.filter((name) => isSet(configuration.inspect(name) ?? {}));
  return Object.fromEntries(set.map((name) => [name, configuration.get(name)]));
}

function isSet(inspected: object): boolean {
  return Object.entries(inspected).some(
    ([place, value]) =>
      place.endsWith("Value") && !place.startsWith("default") && value !== undefined,
  );
}
