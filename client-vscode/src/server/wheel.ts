import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The server as it ships inside the extension. */
export interface Wheel {
  readonly file: string;
  readonly version: string;
  /** Tells two builds of the same version apart. */
  readonly digest: string;
}

/** The wheel in a folder, if there is exactly one. */
export async function findWheel(folder: string): Promise<Wheel | undefined> {
  const names = await readdir(folder).catch(() => []);
  const wheels = names.flatMap((name) => {
    const version = /^tunelint-([^-]+)-py3-none-any\.whl$/.exec(name)?.[1];
    return version === undefined ? [] : [{ file: join(folder, name), version }];
  });
  const [wheel, ...others] = wheels;
  if (wheel === undefined || others.length > 0) {
    return undefined;
  }
  const hash = createHash("sha256").update(await readFile(wheel.file));
  return { ...wheel, digest: hash.digest("hex").slice(0, 8) };
}
