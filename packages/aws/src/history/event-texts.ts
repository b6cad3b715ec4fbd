import { parseEvent } from "@hookyard/core/envelope";
import type { Bodies } from "@hookyard/core/port/bodies";
import { carriedText } from "../bus/carry.ts";
import type { EventTable } from "../bus/event-table.ts";
import type { EventBody } from "../table/event-item.ts";

/** The texts of events that the table knows; `undefined` when there is none (any more). */
export interface EventTexts {
  /** Whole. */
  wholeText(eventId: string): Promise<string | undefined>;
  /** As it goes over the bus, and to a queue: with a `dataref` in place of data that is too large. */
  carriedText(eventId: string): Promise<string | undefined>;
}

export function createEventTexts({
  events,
  bodies,
}: {
  readonly events: Pick<EventTable, "find">;
  readonly bodies: Pick<Bodies, "get">;
}): EventTexts {
  const textOf = async (body: EventBody): Promise<string | undefined> =>
    "text" in body ? body.text : await bodies.get(body.dataref);
  return {
    async wholeText(eventId) {
      const found = await events.find(eventId);
      return found === undefined ? undefined : await textOf(found.body);
    },
    async carriedText(eventId) {
      const found = await events.find(eventId);
      if (found === undefined) return undefined;
      const text = await textOf(found.body);
      return text === undefined ? undefined : carriedText(parseEvent(text), text, found.body).text;
    },
  };
}
