import { parseEvent } from "@hookyard/core/envelope";
import { eventBridgeEntry } from "./bus-entry.ts";
import type { PutEvents } from "./put-events.ts";

/** A message of the overflow queue, as an event source mapping hands it to a function. */
export interface OverflowMessage {
  readonly messageId: string;
  readonly body: string;
}

export interface DrainOptions {
  readonly bus: string;
  readonly putEvents: PutEvents;
  /** When it gives up; milliseconds since 1970. Well before the function's end. */
  readonly deadline: number;
}

export interface Drained {
  /** How many are on the bus now. */
  readonly put: number;
  /**
   * Those that are not, and why. They have to be answered as `batchItemFailures`: they come again, and after the
   * queue's own number of receipts they are in its dead-letter queue. Nothing is ever deleted unsent.
   */
  readonly failed: readonly { readonly messageId: string; readonly code: string }[];
}

/** Puts the events of the overflow queue on the bus, ten a call, and says of each whether it is there. */
export async function drainOverflow(
  messages: readonly OverflowMessage[],
  { bus, putEvents, deadline }: DrainOptions,
): Promise<Drained> {
  const read = messages.map(({ messageId, body }) => ({ messageId, entry: entryOf(bus, body) }));
  const readable = read.flatMap(({ messageId, entry }) =>
    entry === undefined ? [] : [{ messageId, entry }],
  );
  const results = await putEvents(
    readable.map(({ entry }) => entry),
    deadline,
  );
  const failed = readable.flatMap(({ messageId }, index) => {
    const result = results[index];
    if (result?.status === "put") return [];
    return [{ messageId, code: result?.code ?? "no_answer" }];
  });
  const unreadable = read.flatMap(({ messageId, entry }) =>
    entry === undefined ? [{ messageId, code: "unreadable" }] : [],
  );
  return { put: readable.length - failed.length, failed: [...failed, ...unreadable] };
}

function entryOf(bus: string, body: string): ReturnType<typeof eventBridgeEntry> | undefined {
  try {
    const event = parseEvent(body);
    const isEvent =
      typeof event.id === "string" &&
      typeof event.type === "string" &&
      typeof event.source === "string" &&
      event.source.startsWith("/webhooks/") &&
      !Number.isNaN(Date.parse(event.receivedtime));
    return isEvent ? eventBridgeEntry(bus, { event, text: body }) : undefined;
  } catch {
    return undefined; // not JSON: it is told as `unreadable`
  }
}
