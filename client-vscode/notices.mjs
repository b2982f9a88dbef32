// Writes the licences of the packages that the bundles hold, which are to go along with them.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const [out, ...metafiles] = process.argv.slice(2);

const packages = new Set();
for (const metafile of metafiles) {
  const { inputs } = JSON.parse(await readFile(metafile, "utf8"));
  for (const input of Object.keys(inputs)) {
    const found = input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/);
    if (found) {
      packages.add(found[0]);
    }
  }
}

const notices = await Promise.all([...packages].sort().map(notice));
await writeFile(out, notices.join(`\n${"-".repeat(80)}\n\n`));

async function notice(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) {
    throw new Error(`${name} has no licence to go along with it.`);
  }
  return `${name} ${version} (${license})\n\n${await readFile(join(folder, file), "utf8")}`;
}
