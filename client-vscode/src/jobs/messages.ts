import type { Act, Change, Details } from "./job.ts";

/** What the page of a job is told. */
export type Told =
  | { readonly kind: "details"; readonly details: Details }
  | { readonly kind: "change"; readonly change: Change }
  | { readonly kind: "failure"; readonly message: string };

/** What the page asks for. It is ready once it can be told anything. */
export type Asked =
  | { readonly kind: "ready" }
  | { readonly kind: "act"; readonly act: Act }
  | { readonly kind: "copy"; readonly text: string }
  | { readonly kind: "open"; readonly what: Opened };

export type Opened = "file" | "portal" | "results";
