import type { HookyardEvent } from "@hookyard/core/event";
import type { ArchiveQuery } from "@hookyard/core/replay/replay-request";
import type { ArchiveSender } from "../archive/replay-name.ts";
import { sourceNameOf } from "../bus/bus-entry.ts";
import { refusalOf } from "../replay/refusal.ts";
import { afterlifeSeconds, defaultRetentionSeconds } from "../table/schema.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import type { CarriedEvent } from "./envelope.ts";

/*
 * EventBridge's archive sends an event as it was: the same detail, and the replay's name beside it. Nothing in it says
 * which generation it is, so its consumer decides, from what it knows of the delivery, in the write that begins the
 * attempt.
 */

/**
 * The generation as which a consumer is to handle an event that came from the archive; `undefined`: not at all, since it
 * is done, given up or on its way. The same for every copy of one sender, however often EventBridge delivers.
 */
export function archivedGeneration(
  known: DeliveryRecord | undefined,
  sender: ArchiveSender,
  now: number,
): number | undefined {
  // Nobody has seen it: it is new to its consumer, or the first message is lost or still on its way, and will be a ghost.
  if (known === undefined) return 1;
  const before = known.archived?.find(({ by }) => by === sender.id);
  if (before !== undefined) return before.replay;
  return refusalOf(known, { again: sender.again, now }) === undefined ? known.replay + 1 : undefined;
}

/** So many replays of one delivery are told apart; a copy of one that is older begins anew. */
const mostSenders = 10;

/** The delivery with who sent this generation. */
export function markArchived(record: DeliveryRecord, { id, job }: ArchiveSender): DeliveryRecord {
  const { archived = [] } = record;
  if (archived.some(({ by }) => by === id)) return record;
  return {
    ...record,
    ...(job !== undefined && { job }),
    archived: [...archived, { by: id, replay: record.replay }].slice(-mostSenders),
  };
}

/** What an item of DynamoDB has room for beside fifty attempts. */
const mostTextBytes = 200 * 1024;

/**
 * A letter of an archived event that the table has forgotten, or soon will, keeps the text itself: else it could be
 * neither shown nor sent again. One that is larger is whole in the dead-letter queue only.
 */
export function keepText(
  record: DeliveryRecord,
  { event, text }: Pick<CarriedEvent, "event" | "text">,
  now: number,
): DeliveryRecord {
  const isForgotten = now - Date.parse(event.receivedtime) > leastAgeMilliseconds;
  if (record.archived === undefined || record.text !== undefined || !isForgotten) return record;
  return Buffer.byteLength(text) > mostTextBytes ? record : { ...record, text };
}

/** Until its event is forgotten, a younger one has as long as SQS keeps a letter. */
const leastAgeMilliseconds = (defaultRetentionSeconds - afterlifeSeconds) * 1000;

/** Whether a job asked for an event: the archive sends whole minutes, of all types and sources. */
export function isAskedFor(event: HookyardEvent, { since, until, type, source }: ArchiveQuery): boolean {
  const received = Date.parse(event.receivedtime);
  return (
    received >= Date.parse(since) &&
    received < Date.parse(until) &&
    (source === undefined || sourceNameOf(event.source) === source) &&
    (type === undefined || isOfType(event.type, type))
  );
}

function isOfType(type: string, wanted: string): boolean {
  return wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
