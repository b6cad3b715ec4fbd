import { parseEvent } from "@hookyard/core/envelope";
import { type CompiledPattern, matches } from "@hookyard/core/pattern/index";
import { getItems } from "../table/batches.ts";
import { type EventRecord, readEventItem } from "../table/event-item.ts";
import { eventKey } from "../table/keys.ts";
import type { DetailOptions } from "./event-detail.ts";

/** What came of looking into events' bodies. */
export interface MatchedBodies {
  readonly rows: readonly EventRecord[];
  /** Of the bodies that were looked into. */
  readonly characters: number;
  /** The sort key of the last event that was looked at, where that was not the last of all. */
  readonly upto?: string;
}

/** Bodies that are fetched from the bucket at once: each may have some megabytes. */
const bodiesAtOnce = 8;

/** The rows whose whole event matches a pattern, in their order. Ends early when more than so much text was looked at. */
export async function matchBodies(
  { dynamodb, table, bodies }: Pick<DetailOptions, "dynamodb" | "table" | "bodies">,
  pattern: CompiledPattern,
  rows: readonly EventRecord[],
  mostCharacters: number,
): Promise<MatchedBodies> {
  const items = await getItems(
    { dynamodb, table },
    rows.map(({ id }) => eventKey(id)),
  );
  const whole = new Map(items.map(readEventItem).map((event) => [event.id, event]));
  const textOf = async ({ id }: EventRecord): Promise<string | undefined> => {
    const body = whole.get(id)?.body; // absent when it was released meanwhile: it was not accepted
    if (body === undefined) return undefined;
    return "text" in body ? body.text : await bodies.get(body.dataref);
  };

  const matched: EventRecord[] = [];
  let characters = 0;
  for (let start = 0; start < rows.length; start += bodiesAtOnce) {
    const part = rows.slice(start, start + bodiesAtOnce);
    for (const [index, text] of (await Promise.all(part.map(textOf))).entries()) {
      const row = part[index];
      if (text === undefined || row === undefined) continue;
      characters += text.length;
      if (matches(pattern, parseEvent(text))) matched.push(row);
    }
    const last = part.at(-1);
    if (characters >= mostCharacters && last !== undefined && start + part.length < rows.length)
      return { rows: matched, characters, upto: last.sortKey };
  }
  return { rows: matched, characters };
}
