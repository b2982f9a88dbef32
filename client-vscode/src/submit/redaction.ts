import type { LogOutputChannel } from "vscode";

/** How the server asks for what proves who the user is. */
export const CREDENTIAL = "tunelint/credential";

/** The channel, for a trace of what is said to the server: it never shows a credential. */
export function withoutCredentials(output: LogOutputChannel): LogOutputChannel {
  return Object.create(output, {
    trace: { value: (message: string) => output.trace(redacted(message)) },
  });
}

/** A message of the trace, without what it holds of a credential. */
export function redacted(message: string): string {
  if (message.startsWith('{"isLSPMessage":true')) {
    return redactedJson(message);
  }
  const [title = "", ...payload] = message.split("\n");
  return payload.length > 0 && title.includes(`'${CREDENTIAL} - `)
    ? `${title}\n${LEFT_OUT}`
    : message;
}

/** Here an answer does not tell what it answers, so each is left out. */
function redactedJson(message: string): string {
  const { type, ...rest } = JSON.parse(message);
  return type === "send-response"
    ? JSON.stringify({ ...rest, type, message: { id: rest.message.id, result: LEFT_OUT } })
    : message;
}

const LEFT_OUT = "(left out)";
