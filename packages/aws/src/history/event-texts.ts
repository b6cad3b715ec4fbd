import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { parseEvent } from "@hookyard/core/envelope";
import type { Bodies } from "@hookyard/core/port/bodies";
import { carriedText } from "../bus/carry.ts";
import { eachConcurrently } from "../bus/each-concurrently.ts";
import { getItems } from "../table/batches.ts";
import { type EventBody, readEventItem } from "../table/event-item.ts";
import { eventKey } from "../table/keys.ts";

/** The texts of events that the table knows, by event id; those that there are none of (any more) are left out. */
export interface EventTexts {
  /** Whole. */
  wholeTexts(eventIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** As they go over the bus, and to a queue: with a `dataref` in place of data that is too large. */
  carriedTexts(eventIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface EventTextsOptions {
  readonly dynamodb: DynamoDBClient;
  /** Its name. */
  readonly table: string;
  readonly bodies: Pick<Bodies, "get">;
}

/** What is in the bucket is fetched so many at a time. */
const bodiesAtOnce = 8;

/** A hundred events are one question, and one more for each that is too large for the table. */
export function createEventTexts({ dynamodb, table, bodies }: EventTextsOptions): EventTexts {
  const read = async (
    eventIds: readonly string[],
    form: (text: string, body: EventBody) => string,
  ): Promise<ReadonlyMap<string, string>> => {
    const items = await getItems({ dynamodb, table }, [...new Set(eventIds)].map(eventKey));
    const found = new Map<string, string>();
    await eachConcurrently(items.map(readEventItem), bodiesAtOnce, async ({ id, body }) => {
      const text = "text" in body ? body.text : await bodies.get(body.dataref);
      if (text !== undefined) found.set(id, form(text, body));
    });
    return found;
  };
  return {
    wholeTexts: (eventIds) => read(eventIds, (text) => text),
    carriedTexts: (eventIds) =>
      read(eventIds, (text, body) => carriedText(parseEvent(text), text, body).text),
  };
}
