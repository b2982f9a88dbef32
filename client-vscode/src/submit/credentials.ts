import { authentication, type ExtensionContext, workspace } from "vscode";
import type { Asked, Credential } from "./protocol.ts";
import { askHow, type Kept } from "./signing.ts";
import { BACK } from "./steps.ts";

/** What proves who the user is: each thing for the origin that it was given for, and no other. */
export class Credentials {
  /** The origins that somebody is there to be asked about, once for each command. */
  private readonly expected: string[] = [];
  private readonly asking = new Map<string, Promise<Kept | undefined>>();

  constructor(private readonly context: Pick<ExtensionContext, "secrets" | "globalState">) {}

  async knows(origin: string): Promise<boolean> {
    return (await this.kept(origin)) !== undefined;
  }

  async keep(origin: string, kept: Kept): Promise<void> {
    await this.context.secrets.store(PREFIX + origin, JSON.stringify(kept));
    await this.context.globalState.update(ORIGINS, [...new Set([...this.origins, origin])]);
  }

  /** Forgets everything, and tells the origins that something was kept for. */
  async forgetAll(): Promise<readonly string[]> {
    const { origins } = this;
    await Promise.all(origins.map((origin) => this.context.secrets.delete(PREFIX + origin)));
    await this.context.globalState.update(ORIGINS, undefined);
    return origins;
  }

  /** Does some work on behalf of a user who is there to be asked about the origin. */
  async whileAsked<T>(origin: string, work: () => Promise<T>): Promise<T> {
    this.expected.push(origin);
    try {
      return await work();
    } finally {
      this.expected.splice(this.expected.indexOf(origin), 1);
    }
  }

  /** The answer to the server. Nobody is asked out of the blue: then it is null. */
  async answer(asked: Asked): Promise<Credential | null> {
    if (!workspace.isTrusted) {
      return null;
    }
    if (asked.denied) {
      await this.context.secrets.delete(PREFIX + asked.origin);
    }
    const kept = (await this.kept(asked.origin)) ?? (await this.ask(asked));
    return kept?.kind === "token" ? this.token(asked) : (kept ?? null);
  }

  private get origins(): readonly string[] {
    return this.context.globalState.get<string[]>(ORIGINS, []);
  }

  private async kept(origin: string): Promise<Kept | undefined> {
    const kept = await this.context.secrets.get(PREFIX + origin);
    return kept === undefined ? undefined : JSON.parse(kept);
  }

  /** Asks once, for however many requests wait for the answer. */
  private async ask(asked: Asked): Promise<Kept | undefined> {
    if (!this.expected.includes(asked.origin)) {
      return undefined;
    }
    const asking = this.asking.get(asked.origin) ?? this.askUser(asked);
    this.asking.set(asked.origin, asking);
    return asking.finally(() => this.asking.delete(asked.origin));
  }

  private async askUser(asked: Asked): Promise<Kept | undefined> {
    const title = asked.denied ? `${asked.title} refused the last credential` : asked.title;
    const kept = await askHow(asked, { title });
    if (kept === undefined || kept === BACK) {
      return undefined;
    }
    await this.keep(asked.origin, kept);
    return kept;
  }

  private async token({ origin, scope }: Asked): Promise<Credential | null> {
    if (scope === null) {
      return null;
    }
    const session = await authentication.getSession(
      "microsoft",
      [workspace.getConfiguration("tunelint").get("entraScope", scope)],
      this.expected.includes(origin) ? { createIfNone: true } : { silent: true },
    );
    return session ? { kind: "token", value: session.accessToken } : null;
  }
}

const PREFIX = "tunelint.credential:";
const ORIGINS = "tunelint.origins";
