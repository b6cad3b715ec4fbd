import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Item, itemOf, number, readNumber, readText, text } from "../table/item.ts";
import {
  bodyKey,
  minuteKey,
  readRefusedId,
  refusedId,
  refusedLimits,
  refusedPartition,
  type RefusedPlace,
  requestKey,
  requestPrefix,
  type Ring,
  ringKey,
  rings,
} from "./refused-keys.ts";

/** A request that was refused for what it is. */
export interface RefusedRequest {
  readonly source: string;
  readonly code: string;
  readonly reason: string;
  readonly detail?: string;
  /** RFC 3339. */
  readonly receivedtime: string;
  readonly method: string;
  readonly url: string;
  /** Those that verifying again may need (`neededHeaders`), and no other. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** The same as it is kept, without its body. */
export interface KeptRequest extends Omit<RefusedRequest, "body"> {
  /** `ref_…`. */
  readonly id: string;
  /** Of its body. */
  readonly bytes: number;
  /** Whether its body and headers are kept too. */
  readonly whole: boolean;
}

/** Refused requests in the table: the newest of each source, for a week. */
export interface RefusedStore {
  /** Answers the id under which it is kept; `undefined` when too many came in this minute. */
  keep(request: RefusedRequest): Promise<string | undefined>;
  /** Newest first. */
  ofSource(source: string): Promise<readonly KeptRequest[]>;
  get(id: string): Promise<KeptRequest | undefined>;
  /** Its body; `undefined` where that was too large to be kept. */
  body(id: string): Promise<Uint8Array | undefined>;
  /** Answers which there were. */
  discard(ids: readonly string[]): Promise<readonly string[]>;
}

export interface RefusedStoreOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}

export function createRefusedStore({ dynamodb, table }: RefusedStoreOptions): RefusedStore {
  /** Counts one more, and answers how many there are; `undefined` beyond `most`. */
  const count = async (Key: Item, expires: number, most?: number): Promise<number | undefined> => {
    try {
      const { Attributes = {} } = await dynamodb.send(
        new UpdateItemCommand({
          TableName: table,
          Key,
          UpdateExpression: "ADD #count :one SET expires = :expires",
          ExpressionAttributeNames: { "#count": "count" },
          ExpressionAttributeValues: {
            ":one": number(1),
            ":expires": number(expires),
            ...(most !== undefined && { ":most": number(most) }),
          },
          ...(most !== undefined && {
            ConditionExpression: "attribute_not_exists(#count) OR #count < :most",
          }),
          ReturnValues: "UPDATED_NEW",
        }),
      );
      return readNumber(Attributes, "count");
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };

  const remove = async (Key: Item): Promise<void> => {
    await dynamodb.send(new DeleteItemCommand({ TableName: table, Key }));
  };

  const find = async (
    id: string,
  ): Promise<{ readonly place: RefusedPlace; readonly item: Item } | undefined> => {
    const place = readRefusedId(id);
    if (place === undefined) return undefined;
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: requestKey(place), ConsistentRead: true }),
    );
    return Item === undefined || readText(Item, "id") !== id ? undefined : { place, item: Item }; // another is in its place
  };

  return {
    async keep(request) {
      const { source, receivedtime, url, headers, body } = request;
      const expires = Math.ceil(Date.parse(receivedtime) / 1000) + refusedLimits.ageSeconds;
      const inMinute = await count(minuteKey(source, receivedtime), expires, refusedLimits.perMinute);
      if (inMinute === undefined) return undefined;

      const ring = ringFor(body.byteLength);
      const place = { source, ring, number: (await count(ringKey(source, ring), expires)) ?? 0 };
      const headerText = JSON.stringify(headers);
      const isWhole =
        body.byteLength <= ring.maxBodyBytes &&
        Buffer.byteLength(headerText) + Buffer.byteLength(url) <= refusedLimits.maxHeaderBytes;
      const id = refusedId(place);
      const item = itemOf({
        ...requestKey(place),
        id: text(id),
        source: text(source),
        code: text(request.code),
        reason: text(request.reason),
        detail: request.detail === undefined ? undefined : text(request.detail),
        receivedtime: text(receivedtime),
        method: text(request.method),
        url: text(isWhole ? url : withoutQuery(url)),
        headers: text(isWhole ? headerText : "[]"),
        bytes: number(body.byteLength),
        whole: { BOOL: isWhole },
        expires: number(expires),
      });
      const bodyItem = { ...bodyKey(place), id: text(id), body: { B: body }, expires: number(expires) };
      // The body first: what is listed as whole is whole.
      if (isWhole) await dynamodb.send(new PutItemCommand({ TableName: table, Item: bodyItem }));
      else await remove(bodyKey(place));
      await dynamodb.send(new PutItemCommand({ TableName: table, Item: item }));
      return id;
    },
    async ofSource(source) {
      const kept: KeptRequest[] = [];
      const pages = paginateQuery(
        { client: dynamodb },
        {
          TableName: table,
          KeyConditionExpression: "pk = :source AND begins_with(sk, :request)",
          ExpressionAttributeValues: {
            ":source": text(refusedPartition(source)),
            ":request": text(requestPrefix),
          },
          ConsistentRead: true,
        },
      );
      for await (const { Items = [] } of pages) kept.push(...Items.map(readRequest));
      return kept.sort((one, other) => (one.receivedtime < other.receivedtime ? 1 : -1));
    },
    async get(id) {
      const found = await find(id);
      return found === undefined ? undefined : readRequest(found.item);
    },
    async body(id) {
      const place = readRefusedId(id);
      if (place === undefined) return undefined;
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: bodyKey(place), ConsistentRead: true }),
      );
      return Item === undefined || readText(Item, "id") !== id ? undefined : Item["body"]?.B;
    },
    async discard(ids) {
      const discarded: string[] = [];
      for (const id of ids) {
        const found = await find(id);
        if (found === undefined) continue;
        await remove(requestKey(found.place));
        await remove(bodyKey(found.place));
        discarded.push(id);
      }
      return discarded;
    },
  };
}

/** The smallest ring that takes a body; the last one lists what is too large. */
function ringFor(bytes: number): Ring {
  const [small, large] = rings;
  return bytes <= small.maxBodyBytes ? small : large;
}

function readRequest(item: Item): KeptRequest {
  const read = (name: string): string => readText(item, name) ?? "";
  const detail = readText(item, "detail");
  return {
    id: read("id"),
    source: read("source"),
    code: read("code"),
    reason: read("reason"),
    ...(detail !== undefined && { detail }),
    receivedtime: read("receivedtime"),
    method: read("method"),
    url: read("url"),
    headers: JSON.parse(read("headers")) as KeptRequest["headers"], // safe: `keep` wrote it
    bytes: readNumber(item, "bytes") ?? 0,
    whole: item["whole"]?.BOOL === true,
  };
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "").slice(0, 1_000);
}
