import type { ArchiveCopies } from "../archive/archive-copies.ts";
import { type ArchiveSender, senderOf } from "../archive/replay-name.ts";
import { sourceNameOf } from "../bus/bus-entry.ts";
import { archivedGeneration, isAskedFor, markArchived } from "./archived-copy.ts";
import { changeDelivery, type DeliveryTable } from "./delivery-table.ts";
import type { CarriedEvent } from "./envelope.ts";
import { hasGeneration, replayOf } from "./letter-message.ts";
import type { QueueMessage } from "./queue-message.ts";
import { type Carried, handOut, type HandOut } from "./transitions.ts";

/** Leases the delivery that a message is, by one write. Who is first to write has it; the others look again. */
export type TakeDelivery = (
  carried: CarriedEvent,
  message: QueueMessage,
  leaseSeconds: number,
) => Promise<HandOut>;

export interface TakeDeliveryOptions {
  readonly consumer: string;
  readonly table: DeliveryTable;
  /** Where jobs whose events EventBridge's archive sends are asked and counted; absent: they are not. */
  readonly archive?: ArchiveCopies;
  /** What runs. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createTakeDelivery(options: TakeDeliveryOptions): TakeDelivery {
  const { consumer, table, version, now } = options;

  /** `undefined`: its state says that an archived event is to be left alone. */
  const take = async (
    carried: Carried,
    leaseSeconds: number,
    sender?: ArchiveSender,
  ): Promise<HandOut | undefined> => {
    let taken: HandOut | undefined;
    await changeDelivery(table, carried, (known) => {
      const time = now();
      const lease = { startTime: time, until: time + leaseSeconds * 1000, version };
      const replay = sender === undefined ? carried.replay : archivedGeneration(known, sender, time);
      taken = replay === undefined ? undefined : handOut(known, { ...carried, replay }, lease);
      if (taken?.kind !== "begin") return undefined;
      if (sender !== undefined) taken = { ...taken, record: markArchived(taken.record, sender) };
      return taken.record;
    });
    return taken;
  };

  /** What EventBridge's archive sent: counted for its job, as what it turned out to be. */
  const takeArchived = async (
    carried: CarriedEvent,
    message: QueueMessage,
    leaseSeconds: number,
    sender: ArchiveSender,
  ): Promise<HandOut> => {
    const { job } = sender;
    const query = job === undefined ? undefined : await options.archive?.query(job);
    if (query !== undefined && !isAskedFor(carried.event, query)) return { kind: "ghost" };
    const taken = await take(carriedOf(carried, consumer, message), leaseSeconds, sender);
    if (taken === undefined) {
      if (job !== undefined) await options.archive?.skipped(job, consumer);
      return { kind: "ghost" };
    }
    if (taken.kind === "begin" && job !== undefined) {
      const { eventId, attempt, replay } = taken.record;
      const isNew = attempt === 1 || taken.crashed; // a crash may have come before it was counted
      if (isNew) await options.archive?.sent(job, { consumer, eventId, generation: replay });
    }
    return taken;
  };

  return async (carried, message, leaseSeconds) => {
    const { replayName } = carried;
    if (replayName !== undefined && !hasGeneration(message.attributes)) {
      return takeArchived(carried, message, leaseSeconds, senderOf(replayName));
    }
    return (await take(carriedOf(carried, consumer, message), leaseSeconds)) ?? { kind: "ghost" };
  };
}

/** What a message says of its delivery. */
export function carriedOf({ event, text }: CarriedEvent, consumer: string, message: QueueMessage): Carried {
  return {
    eventId: event.id,
    consumer,
    type: event.type,
    source: sourceNameOf(event.source),
    replay: replayOf(message.attributes),
    bytes: Buffer.byteLength(text),
    ...(message.traceHeader !== undefined && { traceHeader: message.traceHeader }),
  };
}
