import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { parseEvent } from "@hookyard/core/envelope";
import type { Bodies } from "@hookyard/core/port/bodies";
import { carriedText } from "../bus/carry.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import type { EventTexts } from "../history/event-texts.ts";
import { type EventBody, readBody, writeBody } from "../table/event-item.ts";
import { type Item, number, text } from "../table/item.ts";
import { eventPartition } from "../table/keys.ts";

/** The texts that deliveries have: their event's, or what an edit made of it for one consumer. */
export interface DeliveryTexts {
  /** `undefined` when it is gone. */
  wholeText(delivery: DeliveryRecord): Promise<string | undefined>;
  /** As it goes to a queue. */
  carriedText(delivery: DeliveryRecord): Promise<string | undefined>;
  /** Keeps what an edit made, for the delivery's generation `edited`; and in which form it goes to a queue. */
  keepEdited(edited: EditedText): Promise<string>;
}

export interface EditedText {
  readonly delivery: DeliveryRecord;
  readonly generation: number;
  readonly text: string;
}

export interface DeliveryTextsOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly bodies: Pick<Bodies, "get" | "put">;
  readonly events: EventTexts;
  readonly retentionSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is larger goes into the bucket, as with events. */
const maxItemTextBytes = 8 * 1024;

export function createDeliveryTexts(options: DeliveryTextsOptions): DeliveryTexts {
  const { dynamodb, table, bodies, events } = options;
  const editedBody = async (delivery: DeliveryRecord, generation: number): Promise<EventBody | undefined> => {
    const Key = editedKey(delivery, generation);
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : readBody(Item);
  };
  const textOf = async (body: EventBody): Promise<string | undefined> =>
    "text" in body ? body.text : await bodies.get(body.dataref);

  return {
    async wholeText(delivery) {
      if (delivery.edited === undefined) return delivery.text ?? (await events.wholeText(delivery.eventId));
      const body = await editedBody(delivery, delivery.edited);
      return body === undefined ? undefined : await textOf(body);
    },
    async carriedText(delivery) {
      if (delivery.edited === undefined) return delivery.text ?? (await events.carriedText(delivery.eventId));
      const body = await editedBody(delivery, delivery.edited);
      const whole = body === undefined ? undefined : await textOf(body);
      return body === undefined || whole === undefined
        ? undefined
        : carriedText(parseEvent(whole), whole, body).text;
    },
    async keepEdited({ delivery, generation, text: whole }) {
      const isLarge = Buffer.byteLength(whole) > maxItemTextBytes;
      const body = isLarge ? { dataref: await bodies.put(delivery.eventId, whole) } : { text: whole };
      const expires = number(Math.ceil(options.now() / 1000) + options.retentionSeconds);
      await dynamodb.send(
        new PutItemCommand({
          TableName: table,
          Item: { ...editedKey(delivery, generation), ...writeBody(body), expires },
        }),
      );
      return carriedText(parseEvent(whole), whole, body).text;
    },
  };
}

/** Beside its event, apart from what a list of events reads. */
function editedKey({ eventId, consumer }: DeliveryRecord, generation: number): Item {
  return { pk: text(eventPartition(eventId)), sk: text(`W#${consumer}#${generation}`) };
}
