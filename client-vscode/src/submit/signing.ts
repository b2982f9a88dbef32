import { type Blank, pick, type Question, type } from "./asking.ts";
import type { Place } from "./protocol.ts";
import { BACK, leaves } from "./steps.ts";

/** What is kept for an origin: a key, or that tokens of Microsoft Entra ID are taken. */
export type Kept = { readonly kind: "key"; readonly value: string } | { readonly kind: "token" };

/** Who is asked for. */
export type Service = Pick<Place, "title" | "host" | "api">;

/** Asks how the user proves to the service who they are. */
export async function askHow(
  service: Service,
  question: Omit<Question, "placeholder">,
): Promise<Kept | typeof BACK | undefined> {
  if (service.api === "openai") {
    return askKey(service, question);
  }
  const asked = { ...question, placeholder: `How do you sign in to ${service.title}?` };
  for (;;) {
    const way = await pick(asked, WAYS);
    if (leaves(way)) {
      return way;
    }
    if (way === ENTRA_ID) {
      return { kind: "token" };
    }
    const key = await askKey(service, { ...question, isNested: true });
    if (key !== BACK) {
      return key;
    }
  }
}

function askKey({ title, host }: Service, question: Omit<Question, "placeholder">) {
  const blank: Blank = {
    ...question,
    placeholder: `API key for ${title}`,
    prompt: `It goes to ${host} only, and is kept in the secret storage of this editor.`,
    password: true,
  };
  return type(blank, (value): Kept => {
    if (value === "") {
      throw new Error("There is no key yet.");
    }
    return { kind: "key", value };
  });
}

const KEY = { label: "API key", detail: "Keys and Endpoint, in the portal" };
const ENTRA_ID = {
  label: "Microsoft Entra ID",
  detail: "With the Microsoft account of this editor",
};
const WAYS = [KEY, ENTRA_ID];
