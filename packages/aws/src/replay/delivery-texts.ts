import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { parseEvent } from "@hookyard/core/envelope";
import type { Bodies } from "@hookyard/core/port/bodies";
import { carriedText } from "../bus/carry.ts";
import { eachConcurrently } from "../bus/each-concurrently.ts";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import type { EventTexts } from "../history/event-texts.ts";
import { getItems } from "../table/batches.ts";
import { type EventBody, readBody, writeBody } from "../table/event-item.ts";
import { type Item, number, readText, text } from "../table/item.ts";
import { eventPartition } from "../table/keys.ts";

/**
 * The texts that deliveries have: their event's, or what an edit made of it for one consumer. By delivery id; those that
 * are gone are left out.
 */
export interface DeliveryTexts {
  wholeTexts(deliveries: readonly DeliveryRecord[]): Promise<ReadonlyMap<string, string>>;
  /** As they go to a queue. */
  carriedTexts(deliveries: readonly DeliveryRecord[]): Promise<ReadonlyMap<string, string>>;
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
const bodiesAtOnce = 8;

export function createDeliveryTexts(options: DeliveryTextsOptions): DeliveryTexts {
  const { dynamodb, table, bodies, events } = options;

  const addEdited = async (
    found: Map<string, string>,
    edited: readonly DeliveryRecord[],
    form: (text: string, body: EventBody) => string,
  ): Promise<void> => {
    const items = await getItems(
      { dynamodb, table },
      edited.map((delivery) => editedKey(delivery, delivery.edited ?? 0)),
    );
    const known = new Map(items.map((item) => [keyText(item), readBody(item)]));
    await eachConcurrently(edited, bodiesAtOnce, async (delivery) => {
      const body = known.get(keyText(editedKey(delivery, delivery.edited ?? 0)));
      if (body === undefined) return;
      const whole = "text" in body ? body.text : await bodies.get(body.dataref);
      if (whole !== undefined) found.set(idOf(delivery), form(whole, body));
    });
  };

  const read = async (
    deliveries: readonly DeliveryRecord[],
    eventTexts: EventTexts["wholeTexts"],
    form: (text: string, body: EventBody) => string,
  ): Promise<ReadonlyMap<string, string>> => {
    const found = new Map<string, string>();
    const edited = deliveries.filter((delivery) => delivery.edited !== undefined);
    const plain = deliveries.filter((delivery) => delivery.edited === undefined);
    const elsewhere = plain.filter((delivery) => delivery.text === undefined);
    for (const delivery of plain) {
      if (delivery.text !== undefined) found.set(idOf(delivery), delivery.text);
    }
    const texts = await eventTexts(elsewhere.map(({ eventId }) => eventId));
    for (const delivery of elsewhere) {
      const own = texts.get(delivery.eventId);
      if (own !== undefined) found.set(idOf(delivery), own);
    }
    await addEdited(found, edited, form);
    return found;
  };

  return {
    wholeTexts: (deliveries) => read(deliveries, events.wholeTexts, (whole) => whole),
    carriedTexts: (deliveries) =>
      read(
        deliveries,
        events.carriedTexts,
        (whole, body) => carriedText(parseEvent(whole), whole, body).text,
      ),
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

function idOf({ eventId, consumer }: DeliveryRecord): string {
  return deliveryIdOf(eventId, consumer);
}

/** Beside its event, apart from what a list of events reads. */
function editedKey({ eventId, consumer }: DeliveryRecord, generation: number): Item {
  return { pk: text(eventPartition(eventId)), sk: text(`W#${consumer}#${generation}`) };
}

function keyText(item: Item): string {
  return `${readText(item, "pk") ?? ""} ${readText(item, "sk") ?? ""}`;
}
