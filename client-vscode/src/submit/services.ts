import type { Session } from "../session.ts";
import type { Answers, Memory } from "./answers.ts";
import { type Blank, type Offer, pick, type Question, type } from "./asking.ts";
import type { Credentials } from "./credentials.ts";
import type { Place } from "./protocol.ts";
import { askHow } from "./signing.ts";
import { BACK, leaves, type Outcome, type Step } from "./steps.ts";
import { TITLE } from "./title.ts";

/** Which service, and where. */
export function serviceStep(
  session: Pick<Session, "request">,
  memory: Memory,
  credentials: Credentials,
): Step<Answers> {
  return {
    ask: async (answers, turn) => {
      const question = { title: TITLE, turn, placeholder: "Which service is to train?" };
      for (;;) {
        const chosen = await pick(question, services(session, memory, answers.service));
        if (leaves(chosen)) {
          return chosen;
        }
        const place = await chosen.find({ ...question, isNested: true });
        if (place === undefined) {
          return undefined;
        }
        if (place !== BACK) {
          const hasCredential = place.hasKey || (await credentials.knows(place.origin));
          return { ...answers, place, service: chosen.service ?? place.endpoint, hasCredential };
        }
      }
    },
  };
}

/** What proves to the service who the user is, if nothing does yet. */
export function credentialStep(credentials: Credentials): Step<Answers> {
  return {
    applies: ({ hasCredential }) => hasCredential === false,
    ask: async (answers, turn): Promise<Outcome<Answers>> => {
      const { place } = answers;
      if (place === undefined) {
        return BACK;
      }
      const kept = await askHow(place, { title: TITLE, turn });
      if (leaves(kept)) {
        return kept;
      }
      await credentials.keep(place.origin, kept);
      return { ...answers, hasCredential: true };
    },
  };
}

interface Service extends Offer {
  /** What is remembered of it; undefined where it is the endpoint that is found. */
  readonly service?: string;
  readonly find: (question: Question) => Promise<Place | typeof BACK | undefined>;
}

async function services(
  session: Pick<Session, "request">,
  memory: Memory,
  last: string | undefined,
): Promise<Service[]> {
  const find = (endpoint: string) => session.request<Place>("tunelint/endpoint", { endpoint });
  const named = await session.request<Place | null>("tunelint/endpoint/environment", {});
  const used = memory.endpoints.filter((endpoint) => endpoint !== named?.endpoint);
  const offered: Service[] = [
    ...(named ? [fromEnvironment(named)] : []),
    ...used.map((endpoint) => ({
      label: `$(history) ${endpoint}`,
      service: endpoint,
      find: () => find(endpoint),
    })),
    {
      label: "$(azure) Azure OpenAI…",
      detail: "By the endpoint of your resource",
      find: (question) => type({ ...question, ...ENDPOINT }, find),
    },
    { label: "$(cloud) OpenAI", service: "openai", find: () => find(OPENAI) },
    {
      label: "$(beaker) Rehearsal on this computer",
      detail: "Trains nothing, and costs nothing",
      service: "rehearsal",
      find: () => session.request<Place>("tunelint/rehearsal", {}),
    },
  ];
  return offered.map((each) => ({ ...each, isLikely: each.service === (last ?? "environment") }));
}

function fromEnvironment(place: Place): Service {
  return {
    label: `$(server-environment) ${place.title}`,
    detail: "As the environment says",
    service: "environment",
    find: async () => place,
  };
}

const OPENAI = "https://api.openai.com/v1";

const ENDPOINT: Pick<Blank, "placeholder" | "prompt"> = {
  placeholder: "https://name.openai.azure.com",
  prompt: "The endpoint, as the portal shows it. With ?api-version=… it is one of the dated APIs.",
};
