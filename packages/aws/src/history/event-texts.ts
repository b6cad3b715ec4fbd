import { parseEvent } from "@hookyard/core/envelope";
import type { Bodies } from "@hookyard/core/port/bodies";
import { carry } from "../bus/carry.ts";
import type { EventTable } from "../bus/event-table.ts";

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
  readonly bodies: Bodies;
}): EventTexts {
  const wholeText: EventTexts["wholeText"] = async (eventId) => {
    const body = (await events.find(eventId))?.body;
    if (body === undefined) return undefined;
    return "text" in body ? body.text : await bodies.get(body.dataref);
  };
  return {
    wholeText,
    async carriedText(eventId) {
      const text = await wholeText(eventId);
      if (text === undefined) return undefined;
      return (await carry({ event: parseEvent(text), text }, bodies)).carried.text;
    },
  };
}
