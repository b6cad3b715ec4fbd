import type { DeadLetterFilter } from "@hookyard/core";
import { anyHolder } from "@hookyard/core/operator/operator";
import type { DatabaseSync } from "node:sqlite";
import { createFindSequence } from "./event-ids.ts";
import { eventMatches } from "./event-matches.ts";
import { deliveryKey, maxConsumers } from "./schema.ts";

type Bindable = string | number;

/** A condition with what is bound to it; conditions are joined by AND. */
export interface Conditions {
  readonly sql: string;
  readonly values: readonly Bindable[];
}

/** `payment.*` as a GLOB that takes only the last star as one; anything else is exact. */
export function typePattern(type: string): { readonly sql: string; readonly value: string } {
  if (!type.endsWith("*")) return { sql: "= ?", value: type };
  return { sql: "GLOB ?", value: `${type.slice(0, -1).replace(/[[*?]/g, "[$&]")}*` };
}

/** Text as part of a LIKE pattern, to be used with `ESCAPE '\'`; a `*` in it stands for anything. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&").replaceAll("*", "%")}%`;
}

/** Splits `<event id>:<consumer>`. */
function splitDeliveryId(id: string): { readonly eventId: string; readonly consumer: string } {
  const colon = id.indexOf(":");
  return colon < 0
    ? { eventId: id, consumer: "" }
    : { eventId: id.slice(0, colon), consumer: id.slice(colon + 1) };
}

/**
 * A dead-letter filter over `deliveries d`, `events e`, `consumers c` and the last attempt `a`.
 * `now`: letters that are checked out until later fit only their holder's filter. `findKey`: see {@link createFindKey}.
 */
export function deadLetterConditions(
  filter: DeadLetterFilter,
  now: number,
  findKey: (deliveryId: string) => number | undefined,
): Conditions {
  const parts = ["d.state = 3"];
  const values: Bindable[] = [];
  const add = (sql: string, ...bound: Bindable[]): void => {
    parts.push(sql);
    values.push(...bound);
  };
  if (filter.holder === undefined) add("(d.lease_until IS NULL OR d.lease_until <= ?)", now);
  else if (filter.holder === anyHolder) add("d.lease_holder IS NOT NULL AND d.lease_until > ?", now);
  else add("d.lease_holder = ? AND d.lease_until > ?", filter.holder, now);
  if (filter.replayBelow !== undefined) add("d.replay < ?", filter.replayBelow);
  if (filter.ids !== undefined) {
    const keys = filter.ids.map(findKey).filter((key) => key !== undefined);
    add(`d.id IN (${keys.map(() => "?").join(", ")})`, ...keys);
  }
  // By its number, so that the index of a consumer's letters by time serves a page of them.
  if (filter.consumer !== undefined)
    add("d.consumer = (SELECT number FROM consumers WHERE name = ?)", filter.consumer);
  if (filter.source !== undefined) add("e.source = ?", filter.source);
  if (filter.type !== undefined) {
    const { sql, value } = typePattern(filter.type);
    add(`e.type ${sql}`, value);
  }
  if (filter.error !== undefined) {
    const text = containing(filter.error);
    add("(a.error_name LIKE ? ESCAPE '\\' OR a.error_message LIKE ? ESCAPE '\\')", text, text);
  }
  if (filter.where !== undefined) {
    const text = "(SELECT text FROM bodies WHERE sequence = e.sequence)";
    add(`${eventMatches}(?, ${text})`, JSON.stringify(filter.where));
  }
  if (filter.since !== undefined) add("d.finished >= ?", Date.parse(filter.since));
  if (filter.until !== undefined) add("d.finished < ?", Date.parse(filter.until));
  return { sql: parts.join(" AND "), values };
}

/** Finds the key of a delivery by its id, `<event id>:<consumer>`. */
export function createFindKey(database: DatabaseSync): (deliveryId: string) => number | undefined {
  const findSequence = createFindSequence(database);
  const findConsumer = database.prepare("SELECT number FROM consumers WHERE name = ?");
  return (deliveryId) => {
    const { eventId, consumer } = splitDeliveryId(deliveryId);
    const sequence = findSequence(eventId);
    const number = findConsumer.get(consumer)?.["number"];
    return sequence === undefined || number === undefined ? undefined : deliveryKey(sequence, Number(number));
  };
}

/** The joins that {@link deadLetterConditions} speaks of. */
export const deadLetterTables = `
  deliveries d
  JOIN events e ON e.sequence = d.id / ${maxConsumers}
  JOIN consumers c ON c.number = d.consumer
  LEFT JOIN attempts a ON a.delivery = d.id AND a.number = d.token`;
