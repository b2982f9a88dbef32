import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { CHECK_SETTINGS, given } from "../src/given.ts";

const inspected: Record<string, object> = {
  profile: { key: "tunelint.profile", defaultValue: "azure", globalValue: undefined },
  select: { key: "tunelint.select", defaultValue: [], globalValue: [] },
  ignore: { key: "tunelint.ignore", defaultValue: [], workspaceFolderValue: ["blank-line"] },
  model: { key: "tunelint.model", defaultValue: "", defaultLanguageValue: "gpt-4o" },
  severity: { key: "tunelint.severity", workspaceLanguageValue: { "blank-line": "off" } },
};
const configuration = {
  get: (name: string) => `the value of ${name}`,
  inspect: (name: string) => inspected[name],
};

test("what is set anywhere is given, be it empty", () => {
  expect(given([...Object.keys(inspected), "unheardOf"], configuration)).toEqual({
    select: "the value of select",
    ignore: "the value of ignore",
    severity: "the value of severity",
  });
});

test("all settings are for the server, but for how it is run and how the user signs in", () => {
  const names = Object.keys(manifest.contributes.configuration.properties)
    .map((name) => name.replace("tunelint.", ""))
    .filter((name) => !/^(server\.|trace\.|entraScope$)/.test(name));
  expect(CHECK_SETTINGS).toEqual(names);
});
