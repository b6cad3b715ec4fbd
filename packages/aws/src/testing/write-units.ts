import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Item } from "../table/item.ts";
import { tableSchema } from "../table/schema.ts";

/**
 * The bytes of an item as DynamoDB counts them: names and values, a number by its digits.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) bytes += Buffer.byteLength(name) + valueBytes(value);
  return bytes;
}

/** The write units of a standard write, which counts the larger of what was there and what is there then. */
export function writeUnits(before: Item | undefined, after: Item | undefined): number {
  const bytes = Math.max(itemBytes(before ?? {}), itemBytes(after ?? {}));
  return Math.max(1, Math.ceil(bytes / 1024));
}

/**
 * The write units of what an index has to follow: none where nothing in it changes, two where its key does (one entry
 * goes and one comes), and else one write, each by the size of what the index holds.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 */
export function indexUnits(before: Item | undefined, after: Item | undefined): number {
  const [from, to] = [entryOf(before), entryOf(after)];
  if (JSON.stringify(from) === JSON.stringify(to)) return 0;
  if (from === undefined || to === undefined || keyOf(from) === keyOf(to)) return writeUnits(from, to);
  return writeUnits(from, undefined) + writeUnits(undefined, to);
}

/** What the index holds of an item; `undefined` where the item is not in it. */
function entryOf(item: Item | undefined): Item | undefined {
  const [index] = tableSchema("any").GlobalSecondaryIndexes ?? [];
  if (item === undefined || item["tpk"] === undefined || item["tsk"] === undefined) return undefined;
  if (index?.Projection?.ProjectionType === "ALL") return item;
  const names = ["pk", "sk", "tpk", "tsk", ...(index?.Projection?.NonKeyAttributes ?? [])];
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

function keyOf(entry: Item): string {
  return JSON.stringify([entry["tpk"], entry["tsk"]]);
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/[-.]/g, "").length / 2) + 1;
  if (value.B !== undefined) return value.B.byteLength;
  if (value.L !== undefined) return value.L.reduce((sum, one) => sum + 1 + valueBytes(one), 3);
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  throw new Error(`the table holds no ${Object.keys(value).join()} whose size would be known here`);
}
