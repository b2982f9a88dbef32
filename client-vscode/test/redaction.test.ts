import Module, { createRequire } from "node:module";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { LogOutputChannel } from "vscode";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  Trace,
  TraceFormat,
  type Tracer,
} from "vscode-jsonrpc/node";
import { CREDENTIAL, redacted, withoutCredentials } from "../src/submit/redaction.ts";

const KEY = "sk-not-to-be-seen";

test.each([
  ["text", Trace.Messages, TraceFormat.Text],
  ["text", Trace.Compact, TraceFormat.Text],
  ["text", Trace.Verbose, TraceFormat.Text],
  ["JSON", Trace.Verbose, TraceFormat.JSON],
])("a trace in %s of level %s shows no credential", async (_, trace, traceFormat) => {
  const written = await conversation(trace, traceFormat);
  expect(written.length).toBeGreaterThan(0);
  expect(written.join("\n")).not.toContain(KEY);
});

test("a trace shows all else", async () => {
  const written = (await conversation(Trace.Verbose, TraceFormat.Text)).join("\n");
  expect(written).toContain(`'${CREDENTIAL} - (0)'`);
  expect(written).toContain(`"other": "answer"`);
});

test("a message that only speaks of credentials is kept", () => {
  const message = `Received notification 'window/logMessage'.\nParams: "${CREDENTIAL} - none"`;
  expect(redacted(message)).toBe(message);
});

test("the channel is the same in all else", () => {
  const output = { name: "Tunelint", info: (text: string) => `${text}!` };
  const channel = withoutCredentials(output as unknown as LogOutputChannel);
  expect(channel.name).toBe("Tunelint");
  expect(channel.info("a")).toBe("a!");
});

/** What the language client writes while the server asks for a credential, and for something else. */
async function conversation(trace: Trace, traceFormat: TraceFormat): Promise<string[]> {
  const written: string[] = [];
  const output = { trace: (message: string) => written.push(message), logLevel: 1 };
  const tracer = clientTracer(withoutCredentials(output as unknown as LogOutputChannel));
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = connection(up, down);
  const client = connection(down, up);
  client.onRequest(CREDENTIAL, () => ({ kind: "key", value: KEY }));
  client.onRequest("other", () => ({ other: "answer" }));
  await client.trace(trace, tracer, { sendNotification: false, traceFormat });
  expect(await server.sendRequest(CREDENTIAL, { origin: "https://a" })).toHaveProperty(
    "value",
    KEY,
  );
  await server.sendRequest("other", {});
  client.dispose();
  server.dispose();
  return written;
}

function connection(from: PassThrough, to: PassThrough) {
  const made = createMessageConnection(new StreamMessageReader(from), new StreamMessageWriter(to));
  made.listen();
  return made;
}

/** The client's own way from the messages to its channel. */
function clientTracer(traceOutputChannel: LogOutputChannel): Tracer {
  const { BaseLanguageClient } = requireWithoutEditor("vscode-languageclient/$test/common/client");
  BaseLanguageClient.prototype.registerBuiltinFeatures = () => undefined;
  const options = { outputChannel: {}, traceOutputChannel };
  return new BaseLanguageClient("tunelint", "Tunelint", options)._tracer;
}

/** Modules of the client, where there is no editor to import. */
function requireWithoutEditor(name: string) {
  // biome-ignore lint/complexity/useArrowFunction: it is extended as a class
  const anything: object = new Proxy(function () {}, {
    get: (target, property) => Reflect.get(target, property) ?? anything,
  });
  const modules = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
  const load = modules._load;
  modules._load = (asked, ...rest) => (asked === "vscode" ? anything : load(asked, ...rest));
  try {
    return createRequire(import.meta.url)(name);
  } finally {
    modules._load = load;
  }
}
