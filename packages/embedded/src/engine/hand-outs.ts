import type { HandOut } from "../database/accept.ts";
import { aloneFromCrashes, type LeaseRequest, type Leases } from "../database/leases.ts";
import type { Runtime } from "./runtime.ts";

/** A delivery stays leased this much longer than its consumer's timeout; the pool settles it long before. */
const leaseSlackMilliseconds = 60_000;

/** Event text that is leased to one consumer in one go, at most (at least one event, whatever its size). */
const maxCharactersOut = 8 * 1024 ** 2;

/** Deliveries that are leased in one transaction, to be handed out when it is durable. */
export interface HandOuts {
  /** Until when a delivery that comes into being now is leased to this consumer, or `undefined`: it waits. */
  leaseUntil(consumer: number): number | undefined;
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
  const rooms = new Map<number, number>();
  let maxSuspects = [...runtimes.values()].some(({ pool }) => pool.hasSuspect()) ? 0 : 1;
  for (const runtime of runtimes.values()) {
    const room = runtime.pool.room();
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
    rooms.set(runtime.number, runtime.hasWaiting ? 0 : room);
  }
  return {
    byRuntime,
    leaseUntil(consumer) {
      const runtime = runtimes.get(consumer);
      if (runtime === undefined) return undefined;
      const room = rooms.get(consumer) ?? 0;
      if (room <= 0) {
        runtime.hasWaiting = true;
        return undefined;
      }
      rooms.set(consumer, room - 1);
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
    maxCharacters: maxCharactersOut,
    leaseUntil: request.now + leaseMilliseconds(runtime),
  });
}

function leaseMilliseconds({ definition }: Runtime): number {
  return definition.timeoutSeconds * 1000 + leaseSlackMilliseconds;
}
