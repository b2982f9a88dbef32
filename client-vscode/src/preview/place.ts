import { EXAMPLE_SCHEME } from "../documents.ts";

/** The place in a document whose example is previewed, and as which version. */
export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly version: number;
}

/** The little of an editor that tells the place. */
interface Editor {
  readonly document: {
    readonly uri: { readonly scheme: string; toString(): string };
    readonly version: number;
  };
  readonly selection: { readonly active: { readonly line: number } };
}

/** Where the cursor is. All of an example view is about one example. */
export function placeOf({ document: { uri, version }, selection }: Editor): Place {
  const line = uri.scheme === EXAMPLE_SCHEME ? 0 : selection.active.line;
  return { uri: uri.toString(), line, version };
}

export function isSame(place: Place, other: Place | undefined): boolean {
  return place.uri === other?.uri && place.line === other.line && place.version === other.version;
}
