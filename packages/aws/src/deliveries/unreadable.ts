import { eventId, parseEvent } from "@hookyard/core/envelope";
import type { HookyardEvent } from "@hookyard/core/event";
import { iso } from "./delivery-record.ts";
import type { QueueMessage } from "./queue-message.ts";

/** The type of what {@link unreadableEvent} makes. */
export const unreadableType = "hookyard.unreadable";

/**
 * A message that holds no event of Hookyard, as one that can be listed, shown and discarded: somebody else wrote to
 * the queue, or something in between cut it. Its id follows from the message's, so it is entered once.
 */
export function unreadableEvent(
  { messageId, body, sentTime }: Pick<QueueMessage, "messageId" | "body" | "sentTime">,
  now: number,
): { readonly event: HookyardEvent; readonly text: string } {
  const text = JSON.stringify({
    specversion: "1.0",
    id: eventId(unreadableType, messageId),
    source: "/webhooks/unknown",
    type: unreadableType,
    time: iso(sentTime === 0 ? now : sentTime),
    datacontenttype: "application/json",
    provider: "unknown",
    providertype: unreadableType,
    providerid: messageId,
    receivedtime: iso(now),
    data: { original: body.slice(0, maxKept) },
  });
  return { event: parseEvent(text), text };
}

/** An item of DynamoDB holds 400 KB, and a character may take three bytes. */
const maxKept = 64 * 1024;
