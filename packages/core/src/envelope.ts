import { hash } from "node:crypto";
import { parseJson } from "./body/json.ts";
import type { HookyardEvent } from "./event.ts";

/** An event without its data: what is indexed, logged and shown in lists. */
export type EventAttributes = Omit<HookyardEvent, "data">;

/**
 * The event id: 128 bits of SHA-256 over the source's name and the provider's own id, so that a provider's retry is
 * the same event and two sources never share one. Source names hold no line feed, so the two cannot run together.
 */
export function eventId(source: string, providerId: string): string {
  return `evt_${sourceDigest(source, providerId).slice(0, 32)}`;
}

/**
 * The W3C trace context that starts at this event. The trace id is the event id's own hex, so a trace is found from
 * an event and back, and a provider's retry continues the same trace.
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function eventTraceparent(source: string, providerId: string): string {
  const digest = sourceDigest(source, providerId);
  return `00-${digest.slice(0, 32)}-${digest.slice(32, 48)}-01`;
}

/** Both of the above from one digest. */
export function eventIdentity(
  source: string,
  providerId: string,
): { readonly id: string; readonly traceparent: string } {
  const digest = sourceDigest(source, providerId);
  const traceId = digest.slice(0, 32);
  return { id: `evt_${traceId}`, traceparent: `00-${traceId}-${digest.slice(32, 48)}-01` };
}

function sourceDigest(source: string, providerId: string): string {
  return hash("sha256", `${source}\n${providerId}`, "hex");
}

/** Digest of a payload, for conflicts and for providers that send no id. */
export function payloadDigest(payload: Uint8Array | string): string {
  return hash("sha256", payload, "base64url");
}

/**
 * The event as JSON text. The provider's payload goes in as the text that it came as, not parsed and written again:
 * no digit of a large number is lost, and a 200 KB body costs a copy instead of a second serialisation.
 *
 * `fields` are the domain fields beside `original`; `originalText` must be valid JSON.
 */
export function eventText(attributes: EventAttributes, fields: object, originalText: string): string {
  const head = JSON.stringify(attributes);
  const data = JSON.stringify(fields);
  const comma = data === "{}" ? "" : ",";
  return `${head.slice(0, -1)},"data":${data.slice(0, -1)}${comma}"original":${originalText}}}`;
}

/**
 * Reads an event back from its text, as consumers and operators see it: whole numbers that a JavaScript number cannot
 * hold come as text, digit for digit, as patterns and mappings saw them on the way in.
 */
export function parseEvent(text: string): HookyardEvent {
  return parseJson(text) as unknown as HookyardEvent; // safe: only text made by `eventText` is ever stored
}

const idStart = '{"specversion":"1.0","id":"'.length;
const idLength = "evt_".length + 32;

/** The id of an event from its text, without parsing the text: {@link eventText} always writes it at the same place. */
export function eventIdOf(text: string): string {
  return text.slice(idStart, idStart + idLength);
}
