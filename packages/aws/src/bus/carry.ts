import { parseEvent } from "@hookyard/core/envelope";
import type { HookyardEvent } from "@hookyard/core/event";
import type { Bodies } from "@hookyard/core/port/bodies";
import type { BusEntry } from "@hookyard/core/port/bus";
import { type CarriedText, maxCarriedBytes } from "./bus-entry.ts";
import type { EventBody } from "../table/event-item.ts";

/**
 * The largest text that the table keeps. An item is at most 400 KB with everything in it.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const maxItemTextBytes = 350_000;

/** Where an event's text is, and the form in which it goes over the bus. */
export interface Carried {
  readonly body: EventBody;
  readonly carried: CarriedText;
}

/** Puts aside what is too large for the table, or for the bus. Rejects when the bucket does not take it. */
export async function carry(
  { event, text }: Pick<BusEntry, "event" | "text">,
  bodies: Bodies,
): Promise<Carried> {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxItemTextBytes) return { body: { text }, carried: { event, text: queueable(text) } };
  const dataref = await bodies.put(event.id, text);
  if (bytes > maxCarriedBytes) return { body: { dataref }, carried: withoutOriginal(event, text, dataref) };
  return { body: { dataref }, carried: { event, text: queueable(text) } };
}

/**
 * SQS refuses two characters that JSON and UTF-8 allow. In JSON they can be only in a string, where they can be escaped.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
function queueable(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, (character) => (character === "\ufffe" ? "\\ufffe" : "\\uffff"));
}

/**
 * The event as it goes over the bus when it is too large for it: with `dataref`, without the provider's payload. The
 * domain fields stay where they fit, so that patterns on them still match.
 */
export function withoutOriginal(attributes: BusEntry["event"], text: string, dataref: string): CarriedText {
  const event = { ...attributes, dataref };
  const { original: _, ...fields } = parseEvent(text).data as Readonly<Record<string, unknown>>; // safe: every event's data is an object with its original
  const slim = slimText(event, fields);
  return { event, text: Buffer.byteLength(slim) <= maxCarriedBytes ? slim : slimText(event, {}) };
}

function slimText(event: BusEntry["event"], fields: object): string {
  return queueable(JSON.stringify({ ...event, data: fields }));
}

/** The event that a consumer's rule looks at. */
export function eventOnBus({ text }: CarriedText): HookyardEvent {
  return parseEvent(text);
}
