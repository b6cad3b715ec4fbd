import { parseEvent } from "@hookyard/core/envelope";
import type { CountEventsOptions, EventCounts, EventSending, SentEvents } from "@hookyard/core/port/replays";
import type { ArchiveQuery } from "@hookyard/core/replay/replay-request";
import { carriedText } from "../bus/carry.ts";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { maxMessageBytes } from "../deliveries/letter-message.ts";
import type { JobLanes } from "../jobs/job-lanes.ts";
import { type ArchivedEvent, type ArchiveOptions, archiveParts } from "./archive-rows.ts";
import { newDelivery } from "./new-delivery.ts";
import type { ReadDeliveries } from "../deliveries/read-deliveries.ts";
import { isSentBy, type Refusal, refusalOf } from "./refusal.ts";
import type { Resend, Resending } from "./resend.ts";

export interface ArchiveReplayOptions extends ArchiveOptions {
  readonly deliveries: ReadDeliveries;
  readonly resend: Resend;
  readonly lanes: Pick<JobLanes, "position" | "note">;
  /** Whether a consumer's pattern matches an event (JSON text) today. */
  readonly wants: (consumer: string, text: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Events looked at for one part of a count. */
const countedAtOnce = 500;
/** Of the events of one sending, as they are carried. */
const mostSentBytes = 8 * maxMessageBytes;
/** Events looked at in one sending, where few of them match: then the lane's place is written down. */
const lookedAtOnce = 500;

/** What a replay of the archive would send to each consumer; a bounded part of it. */
export async function countEvents(
  query: ArchiveQuery,
  { consumers, again, cursor }: CountEventsOptions,
  options: ArchiveReplayOptions,
): Promise<EventCounts> {
  const lanes = consumers.map((consumer) => ({
    consumer,
    count: 0,
    bytes: 0,
    skipped: { done: 0, discarded: 0, scheduled: 0 },
  }));
  let seen = 0;
  let times: Pick<EventCounts, "oldestTime" | "newestTime"> = {};
  for await (const { events, upto, isEnd } of archiveParts(options, query, cursor)) {
    const known = await options.deliveries(
      events.flatMap(({ event }) => consumers.map((name) => deliveryIdOf(event.id, name))),
    );
    for (const lane of lanes) {
      for (const archived of events) {
        const found = judge(archived, lane.consumer, { known, again, options });
        if (found === undefined) continue;
        if (found.refusal !== undefined) {
          lane.skipped[found.refusal] += 1;
          continue;
        }
        lane.count += 1;
        lane.bytes += Buffer.byteLength(found.text);
        const { receivedtime } = archived.event;
        times = {
          oldestTime: earlier(times.oldestTime, receivedtime),
          newestTime: later(times.newestTime, receivedtime),
        };
      }
    }
    seen += events.length;
    if (!isEnd && seen >= countedAtOnce) return { lanes, ...times, next: upto };
  }
  return { lanes, ...times };
}

/** Sends the next events to one consumer, from where the job's last sending to it ended. */
export async function sendEvents(
  { job, consumer, query, limit, again }: EventSending,
  options: ArchiveReplayOptions,
): Promise<SentEvents> {
  const from = await options.lanes.position(job, consumer);
  const chosen: Resending[] = [];
  let skipped = 0;
  let seen = 0;
  let bytes = 0;
  let position = from;
  let isDrained = false;
  parts: for await (const part of archiveParts(options, query, from)) {
    const known = await options.deliveries(part.events.map(({ event }) => deliveryIdOf(event.id, consumer)));
    for (const archived of part.events) {
      if (chosen.length >= limit || bytes >= mostSentBytes) break parts;
      seen += 1;
      position = archived.event.sortKey;
      const found = judge(archived, consumer, { known, again, options, job });
      if (found === undefined) continue;
      if (found.refusal !== undefined) {
        skipped += 1;
        continue;
      }
      const { text } = carriedText(parseEvent(found.text), found.text, archived.event.body);
      bytes += Buffer.byteLength(text);
      chosen.push({ record: found.record, text });
    }
    isDrained = part.isEnd;
    if (isDrained || seen >= lookedAtOnce) break;
  }
  const sent = await options.resend(chosen, job);
  if (position !== from && position !== undefined) {
    // A delivery that somebody else took meanwhile is on its way by them.
    await options.lanes.note(job, consumer, {
      skipped: skipped + chosen.length - sent.ids.length,
      position,
      from: { position: from },
    });
  }
  return { sent: sent.ids.length, maybeTwice: sent.maybeTwice, isDrained };
}

interface JudgeOptions {
  readonly known: ReadonlyMap<string, DeliveryRecord>;
  readonly again: boolean;
  readonly job?: string;
  readonly options: ArchiveReplayOptions;
}

type Judged =
  | { readonly refusal: Refusal }
  | { readonly refusal?: undefined; readonly record: DeliveryRecord; readonly text: string };

/** `undefined`: the consumer does not want it, nothing is left of it, or this job has sent it. */
function judge(
  { event, text }: ArchivedEvent,
  consumer: string,
  { known, again, job, options }: JudgeOptions,
): Judged | undefined {
  if (text === undefined || !options.wants(consumer, text)) return undefined;
  const record = known.get(deliveryIdOf(event.id, consumer));
  const now = options.now();
  if (record === undefined) {
    if (event.consumers.includes(consumer)) return { refusal: "scheduled" }; // on its way since it was published
    const { id: eventId, type, source } = event;
    return {
      record: newDelivery({ eventId, consumer, type, source, bytes: Buffer.byteLength(text) }, now),
      text,
    };
  }
  if (isSentBy(record, job)) return undefined; // before this job was cut off
  const refusal = refusalOf(record, { again, now, ...(job !== undefined && { job }) });
  return refusal === undefined ? { record, text } : { refusal };
}

function earlier(one: string | undefined, other: string): string {
  return one === undefined || other < one ? other : one;
}

function later(one: string | undefined, other: string): string {
  return one === undefined || other > one ? other : one;
}
