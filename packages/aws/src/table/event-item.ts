import type { Mismatch } from "@hookyard/core/domain/mismatch";
import { eventKey, eventPartition, eventsPartition, hourOf, markKey, shardOf } from "./keys.ts";
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
  /** Of its mark: 0 without one. */
  readonly duplicates: number;
  /** With those of its mark. */
  readonly conflicts: number;
  readonly mismatch?: Mismatch;
  /** How it came, as JSON (`RequestRecord`). */
  readonly request?: string;
  readonly state: EventState;
  /** Who claimed it: what tells one publisher from all others. */
  readonly claim: string;
  /** Milliseconds since 1970. */
  readonly claimTime: number;
  /** Seconds since 1970. */
  readonly expires: number;
}

export type EventBody = { readonly text: string } | { readonly dataref: string };

/** `claimed`: it is being published, or whoever did so is gone. `published`: it has a mark. */
export type EventState = "claimed" | "published";

/**
 * A claimed event as an item, which nothing changes from then on: every write pays for the whole of it. What comes later
 * is in its mark (see {@link withMark}).
 */
export function writeEventItem(record: EventRecord): Item {
  const { id, body, mismatch } = record;
  return itemOf({
    ...eventKey(id),
    tpk: text(eventsPartition(hourOf(record.receivedtime), shardOf(id))),
    tsk: text(record.sortKey),
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
    conflicts: number(record.conflicts),
    mismatch: mismatch === undefined ? undefined : text(JSON.stringify(mismatch)),
    request: record.request === undefined ? undefined : text(record.request),
    claim: text(record.claim),
    claimtime: number(record.claimTime),
    expires: number(record.expires),
  });
}

/** An event as it was claimed. Of an entry of the index, the body is empty. */
export function readEventItem(item: Item): EventRecord {
  const subject = readText(item, "subject");
  const mismatch = readText(item, "mismatch");
  const request = readText(item, "request");
  return {
    id: (readText(item, "pk") ?? "").slice(eventPartition("").length),
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
    duplicates: 0,
    conflicts: readNumber(item, "conflicts") ?? 0,
    ...(mismatch !== undefined && { mismatch: JSON.parse(mismatch) as Mismatch }), // safe: `writeEventItem` wrote it
    ...(request !== undefined && { request }),
    state: "claimed",
    claim: readText(item, "claim") ?? "",
    claimTime: readNumber(item, "claimtime") ?? 0,
    expires: readNumber(item, "expires") ?? 0,
  };
}

/** The event as its mark has it: on the bus, with what came under its id since. Without one, as it was claimed. */
export function withMark(record: EventRecord, mark: Item | undefined): EventRecord {
  if (mark === undefined) return record;
  return {
    ...record,
    state: "published",
    duplicates: readNumber(mark, "duplicates") ?? 0,
    conflicts: record.conflicts + (readNumber(mark, "conflicts") ?? 0),
  };
}

/** The mark of an event among items. */
export function markAmong(items: readonly Item[], { id, claim }: EventRecord): Item | undefined {
  const sortKey = markKey(id, claim)["sk"]?.S;
  return items.find((item) => readText(item, "sk") === sortKey);
}

export function writeBody(body: EventBody): Item {
  return "text" in body ? { text: text(body.text) } : { dataref: text(body.dataref) };
}

export function readBody(item: Item): EventBody {
  const dataref = readText(item, "dataref");
  return dataref === undefined ? { text: readText(item, "text") ?? "" } : { dataref };
}
