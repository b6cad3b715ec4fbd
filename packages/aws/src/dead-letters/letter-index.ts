import { type DynamoDBClient, paginateQuery, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { anyHolder } from "@hookyard/core/operator/operator";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import { deliveryIdOf, splitDeliveryId } from "../deliveries/delivery-id.ts";
import {
  deliveryKey,
  letterPartition,
  letterSortKey,
  readDeliveryItem,
} from "../deliveries/delivery-item.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { getItems } from "../table/batches.ts";
import { type Item, number, readText, text } from "../table/item.ts";
import { byTime } from "../table/keys.ts";

/** All letters of the table, in the order of the index `byTime`, which is as of a moment ago. */
export interface LetterIndex {
  /** Letters of these consumers, oldest first, after `cursor` (see {@link letterCursor}) and dead since `since`. */
  letters(consumers: readonly string[], range: LetterRange): AsyncGenerator<DeliveryRecord>;
  /** These letters, in the same order; those that are none are left out. */
  lettersOf(
    ids: readonly string[],
    range: { readonly cursor?: string | undefined },
  ): AsyncGenerator<DeliveryRecord>;
  /** Letters that somebody has, or had, checked out under this name, or under any where it is {@link anyHolder}. */
  lettersHeldBy(
    holder: string,
    range: { readonly cursor?: string | undefined },
  ): AsyncGenerator<DeliveryRecord>;
  /** Notes that somebody is about to check a letter out. Keys: `H#<holder>`, `<delivery id>`, and `HOLDERS`, `<holder>`. */
  noteHold(holder: string, letter: DeliveryRecord, until: Date): Promise<void>;
}

export interface LetterRange {
  readonly cursor?: string | undefined;
  /** RFC 3339. */
  readonly since?: string | undefined;
  /** So many are likely to be enough: no more than that are read at once. */
  readonly expected?: number | undefined;
  /** Without attempts and edits, which may be 100 KB a letter: not to be written back. */
  readonly isBrief?: boolean | undefined;
}

/** What a brief letter has. */
const briefAttributes = [
  "pk",
  "sk",
  "tsk",
  "type",
  "source",
  "state",
  "replay",
  "attempt",
  "reason",
  "deadTime",
  "failure",
  "checkedOutUntil",
  "holder",
  "sending",
  "sendingJob",
  "bytes",
  "edited",
  "text",
  "version",
];

/** As many as one `BatchGetItem` takes; attempts of this many letters can be more than it answers at once. */
const pageSize = 100;
/** A filter may fit few of those that are read. */
const leastPageSize = 20;

export function createLetterIndex({
  dynamodb,
  table,
}: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): LetterIndex {
  /** The letters of a page of the index in its order, as the table has them. What is none any more is left out. */
  const wholeLetters = async (
    entries: readonly Item[],
    attributes: readonly string[],
  ): Promise<readonly DeliveryRecord[]> => {
    const keys = entries.flatMap(({ pk, sk }) => (pk === undefined || sk === undefined ? [] : [{ pk, sk }]));
    const items = await getItems({ dynamodb, table }, keys, attributes);
    const whole = new Map(items.map((item) => [readText(item, "tsk") ?? "", readDeliveryItem(item)]));
    return entries.flatMap((entry) => whole.get(readText(entry, "tsk") ?? "") ?? []);
  };

  async function* ofConsumer(
    consumer: string,
    after: string,
    { expected = pageSize, isBrief = false }: Pick<LetterRange, "expected" | "isBrief">,
  ): AsyncGenerator<DeliveryRecord> {
    const attributes = isBrief ? briefAttributes : [];
    const pages = paginateQuery(
      { client: dynamodb, pageSize: Math.min(pageSize, Math.max(leastPageSize, expected)) },
      {
        TableName: table,
        IndexName: byTime,
        KeyConditionExpression: "tpk = :partition AND tsk > :after",
        ExpressionAttributeValues: { ":partition": { S: letterPartition(consumer) }, ":after": { S: after } },
      },
    );
    for await (const { Items = [] } of pages) yield* await wholeLetters(Items, attributes);
  }

  async function* lettersOf(
    ids: readonly string[],
    { cursor }: { readonly cursor?: string | undefined },
  ): AsyncGenerator<DeliveryRecord> {
    const after = readCursor(cursor);
    const keys = [...new Set(ids)]
      .map(splitDeliveryId)
      .filter(({ eventId, consumer }) => eventId !== "" && consumer !== "");
    // Thousands may be named: all are put in order, a page of them is read.
    const entries = await getItems(
      { dynamodb, table },
      keys.map(({ eventId, consumer }) => deliveryKey(eventId, consumer)),
      ["pk", "sk", "tpk", "tsk", "state"],
    );
    const letters = entries
      .filter((entry) => readText(entry, "state") === "dead" && (readText(entry, "tsk") ?? "") > after)
      .sort((one, other) => ((readText(one, "tsk") ?? "") < (readText(other, "tsk") ?? "") ? -1 : 1));
    for (let start = 0; start < letters.length; start += pageSize)
      yield* await wholeLetters(letters.slice(start, start + pageSize), []);
  }

  const sortKeysOf = async (partition: string): Promise<readonly string[]> => {
    const keys: string[] = [];
    const pages = paginateQuery(
      { client: dynamodb },
      {
        TableName: table,
        KeyConditionExpression: "pk = :partition",
        ExpressionAttributeValues: { ":partition": text(partition) },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages)
      keys.push(...Items.flatMap((item) => readText(item, "sk") ?? []));
    return keys;
  };

  return {
    lettersOf,
    async *lettersHeldBy(holder, range) {
      const holders = holder === anyHolder ? await sortKeysOf(holdersPartition) : [holder];
      const ids: string[] = [];
      for (const each of holders) ids.push(...(await sortKeysOf(holdPartition(each))));
      yield* lettersOf(ids, range);
    },
    async noteHold(holder, { eventId, consumer }, until) {
      const expires = number(Math.ceil(until.getTime() / 1000) + heldSeconds);
      const letter = { pk: text(holdPartition(holder)), sk: text(deliveryIdOf(eventId, consumer)), expires };
      const Items = [{ pk: text(holdersPartition), sk: text(holder), expires }, letter];
      for (const Item of Items) await dynamodb.send(new PutItemCommand({ TableName: table, Item }));
    },
    async *letters(consumers, { cursor, since, ...range }) {
      const after = later(readCursor(cursor), since === undefined ? "" : new Date(since).toISOString());
      yield* merge(consumers.map((consumer) => ofConsumer(consumer, after, range)));
    },
  };
}

/** Lists who holds, or held, letters. */
const holdersPartition = "HOLDERS";

/** A note of a hold is kept so long after the hold. */
const heldSeconds = 86_400;

function holdPartition(holder: string): string {
  return `H#${holder}`;
}

/** Where a list goes on after this letter. */
export function letterCursor(letter: DeliveryRecord): string {
  return Buffer.from(sortKeyOf(letter)).toString("base64url");
}

function readCursor(cursor: string | undefined): string {
  if (cursor === undefined) return "";
  const key = Buffer.from(cursor, "base64url").toString();
  if (/^\d{4}-[\d:.TZ-]+#evt_[0-9a-f]{32}:/.test(key)) return key;
  throw new OperatorError("request_invalid", "the cursor is not one that a list gave", {
    fields: [{ field: "cursor", message: "leave it out, or give back `next` of the page before" }],
  });
}

function sortKeyOf({ deadTime = 0, eventId, consumer }: DeliveryRecord): string {
  return letterSortKey(deadTime, deliveryIdOf(eventId, consumer));
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** Several ordered streams as one ordered stream. */
async function* merge(streams: readonly AsyncGenerator<DeliveryRecord>[]): AsyncGenerator<DeliveryRecord> {
  const heads = await Promise.all(streams.map(async (stream) => ({ stream, head: await stream.next() })));
  for (;;) {
    const waiting = heads.filter(({ head }) => head.done !== true);
    const [first] = waiting.sort((one, other) => compare(one.head.value, other.head.value));
    if (first === undefined) return;
    yield first.head.value as DeliveryRecord; // safe: its stream has not ended
    first.head = await first.stream.next();
  }
}

function compare(one: DeliveryRecord, other: DeliveryRecord): number {
  return sortKeyOf(one) < sortKeyOf(other) ? -1 : 1;
}
