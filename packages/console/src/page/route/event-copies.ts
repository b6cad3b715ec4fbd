import type { EventDetail } from "@hookyard/core/operator/operator";

/** A request with the provider's payload. It has no signature: what has one is {@link asSample}. */
export function asCurl({ source, event }: EventDetail): string {
  const body = JSON.stringify(originalOf(event.data));
  return [
    `curl -X POST http://127.0.0.1:3000/webhooks/${encodeURIComponent(source)}`,
    "-H 'content-type: application/json'",
    `--data-raw ${shellWord(body)}`,
  ].join(" \\\n  ");
}

/** The event as a TypeScript constant, for a test of a consumer. */
export function asFixture({ event }: EventDetail): string {
  return `import type { HookyardEvent } from "@hookyard/core";

export const event = ${JSON.stringify(event, undefined, 2)} satisfies HookyardEvent;
`;
}

/** The command that sends a webhook of this kind, correctly signed with the source's own secret. */
export function asSample({ source, providertype, event }: EventDetail): string {
  const changes = Object.entries(Object(originalOf(event.data)))
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .map(([name, value]) => `--set ${shellWord(`${name}=${String(value)}`)}`);
  return ["npx hookyard trigger", shellWord(source), shellWord(providertype), ...changes].join(" ");
}

function originalOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "original" in data ? data.original : data;
}

/** One word for a POSIX shell, whatever is in it. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
