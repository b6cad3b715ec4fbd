import { parseEvent } from "@hookyard/core/envelope";
import type { HookyardEvent } from "@hookyard/core/event";
import type { Bodies } from "@hookyard/core/port/bodies";
import type { BusEntry } from "@hookyard/core/port/bus";
import { type CarriedText, maxCarriedBytes } from "./bus-entry.ts";
import type { EventBody } from "../table/event-item.ts";
import type { ObserveBus } from "./notice.ts";
import { errorCodeOf } from "./service-error.ts";
import { within } from "./time-budget.ts";

/**
 * The largest text that is kept in the event's item: at list prices, 8 writes of 1 KB cost what one object in the bucket
 * does ($0.625 and $5.00 a million). See docs/deploy.md, "What it costs".
 */
const maxInlineBytes = 8 * 1024;

/**
 * The largest text that the table can keep where the bucket does not answer. An item is at most 400 KB with everything
 * in it.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const maxItemTextBytes = 350_000;

export interface CarryOptions {
  readonly bodies: Pick<Bodies, "put">;
  readonly observe: ObserveBus;
  /** What the bucket may take for a text that the table can keep in its place. */
  readonly bucketMilliseconds: number;
}

/** Where an event's text is, and the form in which it goes over the bus. */
export interface Carried {
  readonly body: EventBody;
  readonly carried: CarriedText;
}

/**
 * Puts aside what is too large for the table, or for the bus. Rejects when the bucket does not take what the table
 * cannot.
 */
export async function carry(
  { event, text }: Pick<BusEntry, "event" | "text">,
  options: CarryOptions,
): Promise<Carried> {
  const body = await bodyOf(event.id, text, options);
  return { body, carried: carriedText(event, text, body) };
}

/** An event as it goes over the bus, and to a queue. `text`: whole; `body`: where that is. */
export function carriedText(event: BusEntry["event"], text: string, body: EventBody): CarriedText {
  const isTooLarge = Buffer.byteLength(text) > maxCarriedBytes;
  if (isTooLarge && "dataref" in body) return withoutOriginal(event, text, body.dataref);
  return { event, text: queueable(text) };
}

async function bodyOf(
  eventId: string,
  text: string,
  { bodies, observe, bucketMilliseconds }: CarryOptions,
): Promise<EventBody> {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxInlineBytes) return { text };
  if (bytes > maxItemTextBytes) return { dataref: await bodies.put(eventId, text) };
  try {
    return { dataref: await within(bucketMilliseconds, bodies.put(eventId, text)) };
  } catch (error) {
    observe({ kind: "bucket_unavailable", eventId, code: errorCodeOf(error) });
    return { text };
  }
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
