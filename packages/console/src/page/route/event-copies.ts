import type { EventDetail } from "@hookyard/core/operator/operator";

/** A request with the provider's payload to `url`. It has no signature: what has one is {@link asSample}. */
export function asCurl({ event }: Pick<EventDetail, "event">, url: string): string {
  const body = JSON.stringify(originalOf(event.data));
  return [
    `curl -X POST ${shellWord(url)}`,
    "-H 'content-type: application/json'",
    `--data-raw ${shellWord(body)}`,
  ].join(" \\\n  ");
}

/** The event as a TypeScript constant, for a test of a consumer. */
export function asFixture({ event }: Pick<EventDetail, "event">): string {
  return `import type { HookyardEvent } from "@hookyard/core";

export const event = ${JSON.stringify(event, undefined, 2)} satisfies HookyardEvent;
`;
}

/**
 * The command that sends a webhook with this payload, correctly signed with the source's own secret. Its id is a new
 * one, where the provider has it at the top: else it would be recognised as the same event.
 */
export function asSample({
  source,
  providertype,
  providerid,
  event,
}: Pick<EventDetail, "source" | "providertype" | "providerid" | "event">): string {
  const fields = Object.entries(Object(originalOf(event.data)));
  const changes = fields
    .filter(([name, value]) => value !== providerid && !name.includes(".") && name !== "")
    .map(([name, value]) => `--set ${shellWord(`${name}=${JSON.stringify(value)}`)}`);
  return [`npx hookyard trigger ${shellWord(source)} ${shellWord(providertype)}`, ...changes].join(" \\\n  ");
}

function originalOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "original" in data ? data.original : data;
}

/** One word for a POSIX shell, whatever is in it. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
