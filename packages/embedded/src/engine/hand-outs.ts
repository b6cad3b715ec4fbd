import type { HandOut } from "../database/accept.ts";
import { aloneFromCrashes, type LeaseRequest, type Leases } from "../database/leases.ts";
import type { Runtime } from "./runtime.ts";

/** A delivery stays leased this much longer than its consumer's timeout; the pool settles it long before. */
const leaseSlackMilliseconds = 60_000;

/** Deliveries that are leased in one transaction, to be handed out when it is durable. */
export interface HandOuts {
  /** Until when a delivery of so much text that comes into being now is leased to this consumer, or `undefined`: it waits. */
  leaseUntil(consumer: number, characters: number): number | undefined;
  add(consumer: number, handOut: HandOut): void;
  readonly byRuntime: ReadonlyMap<Runtime, readonly HandOut[]>;
}

/**
 * Fills every consumer that has room: with what waits first; directly with what is new where nothing waits.
 * Inside a transaction. `onDue` is told when the next waiting delivery is due.
 */
export function leaseHandOuts(
  runtimes: ReadonlyMap<number, Runtime>,
  leases: Leases,
  { now, onDue }: { readonly now: number; readonly onDue: (due: number) => void },
): HandOuts {
  const byRuntime = new Map<Runtime, HandOut[]>();
  const rooms = new Map<number, { deliveries: number; characters: number }>();
  let maxSuspects = [...runtimes.values()].some(({ pool }) => pool.hasSuspect()) ? 0 : 1;
  for (const runtime of runtimes.values()) {
    const room = runtime.room();
    if (runtime.hasWaiting && room > 0) {
      const leased = leaseWaiting(runtime, leases, { max: room, maxSuspects, now });
      if (leased.some(({ crashes }) => crashes >= aloneFromCrashes)) maxSuspects = 0;
      if (leased.length > 0) byRuntime.set(runtime, [...leased]);
      else {
        runtime.hasWaiting = false;
        const due = leases.nextDue(runtime.number, now);
        if (due !== undefined) onDue(due);
      }
    }
    const deliveries = runtime.hasWaiting ? 0 : room;
    rooms.set(runtime.number, { deliveries, characters: runtime.pool.characterRoom() });
  }
  return {
    byRuntime,
    leaseUntil(consumer, characters) {
      const runtime = runtimes.get(consumer);
      const room = rooms.get(consumer);
      if (runtime === undefined || room === undefined) return undefined;
      if (room.deliveries <= 0 || room.characters <= 0) {
        runtime.hasWaiting = true;
        return undefined;
      }
      room.deliveries -= 1;
      room.characters -= characters;
      return now + leaseMilliseconds(runtime);
    },
    add(consumer, handOut) {
      const runtime = runtimes.get(consumer);
      if (runtime === undefined) return;
      const list = byRuntime.get(runtime);
      if (list === undefined) byRuntime.set(runtime, [handOut]);
      else list.push(handOut);
    },
  };
}

function leaseWaiting(
  runtime: Runtime,
  leases: Leases,
  request: Pick<LeaseRequest, "max" | "maxSuspects" | "now">,
): readonly HandOut[] {
  return leases.lease({
    ...request,
    consumer: runtime.number,
    maxCharacters: runtime.pool.characterRoom(),
    leaseUntil: request.now + leaseMilliseconds(runtime),
  });
}

function leaseMilliseconds({ definition }: Runtime): number {
  return definition.timeoutSeconds * 1000 + leaseSlackMilliseconds;
}
