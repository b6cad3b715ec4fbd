import {
  type AttemptReport,
  type DeliveryState,
  deliveryStates,
  type EditReport,
} from "@hookyard/core/operator/operator";
import { type Item, itemOf, number, readNumber, readText, text } from "../table/item.ts";
import { eventPartition } from "../table/keys.ts";
import { deliveryIdOf } from "./delivery-id.ts";
import { type ArchivedBy, type DeliveryRecord, iso } from "./delivery-record.ts";

/** The key of a delivery's item: beside its event's. */
export function deliveryKey(eventId: string, consumer: string): Item {
  return { pk: text(eventPartition(eventId)), sk: text(`${deliverySortPrefix}${consumer}`) };
}

/** What the sort keys of deliveries begin with. */
export const deliverySortPrefix = "D#";

/** The partition of a consumer's dead letters in the index `byTime`; its sort key: {@link letterSortKey}. */
export function letterPartition(consumer: string): string {
  return `DEAD#${consumer}`;
}

/** The partition of a consumer's failing deliveries in the index: those that wait for another attempt. */
export function failingPartition(consumer: string): string {
  return `FAILING#${consumer}`;
}

/** Orders letters by the time of their death. */
export function letterSortKey(deadTime: number, deliveryId: string): string {
  return `${iso(deadTime)}#${deliveryId}`;
}

/** A delivery as an item. `expires`: seconds since 1970. */
export function writeDeliveryItem(record: DeliveryRecord, expires: number): Item {
  const { eventId, consumer, state, deadTime, lease } = record;
  const isListed = state === "dead" && deadTime !== undefined;
  return itemOf({
    ...deliveryKey(eventId, consumer),
    ...(isListed && {
      tpk: text(letterPartition(consumer)),
      tsk: text(letterSortKey(deadTime, deliveryIdOf(eventId, consumer))),
    }),
    // The same from its first failed attempt to its last: an index is paid for when an entry changes.
    ...(isFailing(record) && {
      tpk: text(failingPartition(consumer)),
      tsk: text(deliveryIdOf(eventId, consumer)),
    }),
    type: text(record.type),
    source: text(record.source),
    state: text(state),
    replay: number(record.replay),
    token: number(record.token),
    attempt: number(record.attempt),
    attempts: text(JSON.stringify(record.attempts)),
    leaseStart: numberIf(lease?.startTime),
    leaseUntil: numberIf(lease?.until),
    leaseVersion: textIf(lease?.version),
    dueTime: numberIf(record.dueTime),
    reason: textIf(record.reason),
    deadTime: numberIf(deadTime),
    failure: textIf(record.failure === undefined ? undefined : JSON.stringify(record.failure)),
    checkedOutUntil: numberIf(record.checkedOut?.until),
    holder: textIf(record.checkedOut?.holder),
    sending: numberIf(record.checkedOut?.sending === true ? 1 : undefined),
    sendingJob: textIf(record.checkedOut?.job),
    bytes: numberIf(record.bytes),
    job: textIf(record.job),
    edits: textIf(record.edits === undefined ? undefined : JSON.stringify(record.edits)),
    edited: numberIf(record.edited),
    archived: textIf(record.archived === undefined ? undefined : JSON.stringify(record.archived)),
    traceHeader: textIf(record.traceHeader),
    text: textIf(record.text),
    version: number(record.version),
    expires: number(expires),
  });
}

/** Whether it will be tried again because an attempt of this generation failed. */
function isFailing({ state, replay, attempts }: DeliveryRecord): boolean {
  const last = attempts.at(-1);
  return state === "scheduled" && last !== undefined && last.replay === replay && last.outcome !== "done";
}

/** Reads a delivery back from its item. */
export function readDeliveryItem(item: Item): DeliveryRecord {
  const leaseStart = readNumber(item, "leaseStart");
  const leaseUntil = readNumber(item, "leaseUntil");
  const failure = readText(item, "failure");
  const checkedOutUntil = readNumber(item, "checkedOutUntil");
  const edits = readText(item, "edits");
  const archived = readText(item, "archived");
  return {
    eventId: (readText(item, "pk") ?? "").slice(eventPartition("").length),
    consumer: (readText(item, "sk") ?? "").slice(deliverySortPrefix.length),
    type: readText(item, "type") ?? "",
    source: readText(item, "source") ?? "",
    state: stateOf(readText(item, "state")),
    replay: readNumber(item, "replay") ?? 0,
    token: readNumber(item, "token") ?? 0,
    attempt: readNumber(item, "attempt") ?? 0,
    attempts: JSON.parse(readText(item, "attempts") ?? "[]") as readonly AttemptReport[], // safe: `writeDeliveryItem` wrote it
    version: readNumber(item, "version") ?? 0,
    ...(leaseStart !== undefined &&
      leaseUntil !== undefined && {
        lease: { startTime: leaseStart, until: leaseUntil, version: readText(item, "leaseVersion") ?? "" },
      }),
    ...optional("dueTime", readNumber(item, "dueTime")),
    ...optional("reason", readText(item, "reason")),
    ...optional("deadTime", readNumber(item, "deadTime")),
    ...(failure !== undefined && {
      failure: JSON.parse(failure) as NonNullable<DeliveryRecord["failure"]>, // safe: `writeDeliveryItem` wrote it
    }),
    ...(checkedOutUntil !== undefined && {
      checkedOut: {
        until: checkedOutUntil,
        ...optional("holder", readText(item, "holder")),
        ...(readNumber(item, "sending") === 1 && { sending: true }),
        ...optional("job", readText(item, "sendingJob")),
      },
    }),
    ...optional("bytes", readNumber(item, "bytes")),
    ...optional("job", readText(item, "job")),
    ...(edits !== undefined && { edits: JSON.parse(edits) as readonly EditReport[] }), // safe: `writeDeliveryItem` wrote it
    ...optional("edited", readNumber(item, "edited")),
    ...(archived !== undefined && { archived: JSON.parse(archived) as readonly ArchivedBy[] }), // safe: `writeDeliveryItem` wrote it
    ...optional("traceHeader", readText(item, "traceHeader")),
    ...optional("text", readText(item, "text")),
  };
}

function stateOf(value: string | undefined): DeliveryState {
  return deliveryStates.find((state) => state === value) ?? "scheduled";
}

function textIf(value: string | undefined): Item[string] | undefined {
  return value === undefined ? undefined : text(value);
}

function numberIf(value: number | undefined): Item[string] | undefined {
  return value === undefined ? undefined : number(value);
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value }); // safe: the one property that the type names
}
