import type { Severity } from "../label.ts";

/** An example as a chat, as the server makes it for drawing. */
export interface Chat {
  readonly uri: string;
  readonly line: number;
  readonly number: number;
  readonly method: string | null;
  readonly size: string;
  readonly findings: Readonly<Partial<Record<Severity, number>>>;
  readonly notes: readonly Note[];
  readonly blocks: readonly Block[];
  /** What is not drawn, in words. */
  readonly omitted: readonly string[];
}

/** The keys and indexes that lead to something in the example. */
export type Path = readonly (string | number)[];

export interface Block {
  readonly kind: "messages" | "preferred" | "rejected" | "tools" | "values";
  readonly title: string;
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  readonly values: readonly Value[];
}

export interface Message {
  readonly path: Path;
  /** As it stands there, so it may be anything. */
  readonly role: string;
  readonly name: string;
  readonly trained: boolean | null;
  /** The call that this is the result of; without a name where there is none. */
  readonly answers: Call | null;
  readonly parts: readonly Part[];
  readonly calls: readonly Call[];
  readonly values: readonly Value[];
  readonly notes: readonly Note[];
}

export type Part = Saying | Picture;

export interface Saying {
  readonly kind: "text" | "refusal" | "json";
  readonly text: Text;
}

export interface Picture {
  readonly kind: "image";
  readonly src: string | null;
  readonly label: string;
  readonly missing: string;
  readonly url: string;
  readonly fetchable: boolean;
  readonly notes: readonly Note[];
}

export interface Call {
  readonly name: string;
  readonly id: string;
  readonly arguments: Text;
}

export interface Tool {
  readonly name: string;
  readonly description: Text;
  readonly parameters: Text;
}

export interface Value {
  readonly name: string;
  readonly text: Text;
}

export interface Note {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

/** A text, and a word of what was cut from its end. */
export interface Text {
  readonly text: string;
  readonly cut: string;
}
