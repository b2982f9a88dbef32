import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };

const settings = Object.entries(manifest.contributes.configuration.properties);

test("what names a program is restricted, and only that", () => {
  const programs = settings.map(([name]) => name).filter((name) => name.includes(".server."));
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.toSorted()).toEqual(
    programs.toSorted(),
  );
  for (const [name, { scope }] of settings) {
    expect(scope === "machine-overridable", name).toBe(programs.includes(name));
  }
});

test("over a file as it was committed, nothing is offered that does nothing there", () => {
  const { commands, menus } = manifest.contributes;
  const clauses = [
    ...commands.map(({ enablement = "" }) => enablement),
    ...menus["editor/title"].map(({ when }) => when),
  ].filter((clause) => clause.includes("jsonl"));
  expect(clauses).toHaveLength(6);
  for (const clause of clauses) {
    expect(clause).toContain("resourceScheme != git");
  }
});

test("a window activates of itself, for VS Code opens no document of a very large dataset", () => {
  expect(manifest.activationEvents).toContain("onStartupFinished");
});

test("tokens are asked for by the scopes that the profile names, the first one by default", async () => {
  const rest = await readFile("../server/tunelint/profiles/rest.toml", "utf-8");
  const named = rest.match(/\[azure_scopes\]\nvalues = (\[.*\])/)?.[1] ?? "";
  const scope = manifest.contributes.configuration.properties["tunelint.entraScope"];
  expect(scope.enum).toEqual(JSON.parse(named));
  expect(scope.default).toBe(scope.enum[0]);
});
