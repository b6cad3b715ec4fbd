import type { Mismatch } from "@hookyard/core/domain/mismatch";
import { eventKey, eventsPartition, hourOf, shardOf } from "./keys.ts";
import { type Item, itemOf, number, readNumber, readText, readTexts, text, texts } from "./item.ts";

/** An event as the table holds it. */
export interface EventRecord {
  readonly id: string;
  /** The source's name. */
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly provider: string;
  readonly providertype: string;
  readonly providerid: string;
  /** When this engine received it; RFC 3339. */
  readonly receivedtime: string;
  /** Orders events: `eventSortKey`. */
  readonly sortKey: string;
  /** The whole event as JSON, or where it is. */
  readonly body: EventBody;
  readonly digest: string;
  /** The consumers that were to get it. */
  readonly consumers: readonly string[];
  readonly duplicates: number;
  readonly conflicts: number;
  readonly mismatch?: Mismatch;
  readonly state: EventState;
  /** Who claimed it: what tells one publisher from all others. */
  readonly claim: string;
  /** Milliseconds since 1970. */
  readonly claimTime: number;
  /** Seconds since 1970. */
  readonly expires: number;
}

export type EventBody = { readonly text: string } | { readonly dataref: string };

/** `claimed`: it is being published, or whoever did so is gone. */
export type EventState = "claimed" | "published";

export function writeEventItem(record: EventRecord): Item {
  const { id, body, mismatch } = record;
  return itemOf({
    ...eventKey(id),
    tpk: text(eventsPartition(hourOf(record.receivedtime), shardOf(id))),
    tsk: text(record.sortKey),
    id: text(id),
    source: text(record.source),
    type: text(record.type),
    subject: record.subject === undefined ? undefined : text(record.subject),
    provider: text(record.provider),
    providertype: text(record.providertype),
    providerid: text(record.providerid),
    receivedtime: text(record.receivedtime),
    ...writeBody(body),
    digest: text(record.digest),
    consumers: texts(record.consumers),
    duplicates: number(record.duplicates),
    conflicts: number(record.conflicts),
    mismatch: mismatch === undefined ? undefined : text(JSON.stringify(mismatch)),
    state: text(record.state),
    claim: text(record.claim),
    claimtime: number(record.claimTime),
    expires: number(record.expires),
  });
}

/** Of an item without its text (see {@link summaryAttributes}), the body is empty. */
export function readEventItem(item: Item): EventRecord {
  const subject = readText(item, "subject");
  const mismatch = readText(item, "mismatch");
  return {
    id: readText(item, "id") ?? "",
    source: readText(item, "source") ?? "",
    type: readText(item, "type") ?? "",
    ...(subject !== undefined && { subject }),
    provider: readText(item, "provider") ?? "",
    providertype: readText(item, "providertype") ?? "",
    providerid: readText(item, "providerid") ?? "",
    receivedtime: readText(item, "receivedtime") ?? "",
    sortKey: readText(item, "tsk") ?? "",
    body: readBody(item),
    digest: readText(item, "digest") ?? "",
    consumers: readTexts(item, "consumers"),
    duplicates: readNumber(item, "duplicates") ?? 0,
    conflicts: readNumber(item, "conflicts") ?? 0,
    ...(mismatch !== undefined && { mismatch: JSON.parse(mismatch) as Mismatch }), // safe: `writeEventItem` wrote it
    state: readText(item, "state") === "claimed" ? "claimed" : "published",
    claim: readText(item, "claim") ?? "",
    claimTime: readNumber(item, "claimtime") ?? 0,
    expires: readNumber(item, "expires") ?? 0,
  };
}

/** What a list shows of an event: everything but its text, which may be 350 KB. */
export const summaryAttributes = [
  "id",
  "source",
  "type",
  "subject",
  "provider",
  "providertype",
  "providerid",
  "receivedtime",
  "tsk",
  "consumers",
  "duplicates",
  "conflicts",
  "state",
  "claimtime",
] as const;

export function writeBody(body: EventBody): Item {
  return "text" in body ? { text: text(body.text) } : { dataref: text(body.dataref) };
}

export function readBody(item: Item): EventBody {
  const dataref = readText(item, "dataref");
  return dataref === undefined ? { text: readText(item, "text") ?? "" } : { dataref };
}
