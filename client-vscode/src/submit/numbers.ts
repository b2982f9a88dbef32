import type { Hyperparameter } from "./protocol.ts";

/** The number in a text; undefined leaves it to the service. Throws what is wrong with it. */
export function readNumber(text: string, asked: Hyperparameter): number | undefined {
  if (text === "" || text === AUTO) {
    return undefined;
  }
  const number = Number(text);
  if (!takes(asked, number)) {
    throw new Error(`${asked.label} is ${text}; it takes ${asked.takes}.`);
  }
  return number;
}

/** What is chosen for a hyperparameter, in words. */
export function chosen(number: number | undefined): string {
  return number === undefined ? AUTO : String(number);
}

const AUTO = "auto";

function takes({ least, above, most, whole }: Hyperparameter, number: number): boolean {
  return (
    Number.isFinite(number) &&
    (!whole || Number.isInteger(number)) &&
    (least === null || number >= least) &&
    (above === null || number > above) &&
    (most === null || number <= most)
  );
}
