import type { Chat, Path } from "./chat.ts";

/** What the page is told. */
export type Told =
  | { readonly kind: "chat"; readonly chat: Chat }
  | { readonly kind: "nothing"; readonly message: string };

/** What the page asks for. It is ready once it can be told anything. */
export type Asked =
  | { readonly kind: "ready" }
  | { readonly kind: "fetch"; readonly url: string }
  | { readonly kind: "go"; readonly path: Path };
