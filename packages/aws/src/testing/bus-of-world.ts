import { randomUUID } from "node:crypto";
import type { Bodies } from "@hookyard/core/port/bodies";
import type { Bus } from "@hookyard/core/port/bus";
import { createS3Bodies } from "../bodies/s3-bodies.ts";
import { createEventBridgeBus, type EventBridgeBusOptions } from "../bus/event-bridge-bus.ts";
import { createEventTable } from "../bus/event-table.ts";
import type { BusNotice } from "../bus/notice.ts";
import { createSendToOverflow } from "../bus/overflow-queue.ts";
import { createPutEvents, type PutEvents } from "../bus/put-events.ts";
import type { Clockwork } from "../bus/time-budget.ts";
import type { AwsWorld } from "./aws-world.ts";

/** The bus of a world, wired as the ingest function does, and what it told. */
export interface BusOfWorld {
  readonly bus: Bus;
  readonly bodies: Bodies;
  readonly putEvents: PutEvents;
  readonly clockwork: Clockwork;
  readonly notices: BusNotice[];
}

/** Its waits end at once, and move the clock by what they were: its whole budget is used up however slow the machine is. */
export function withoutWaiting(world: AwsWorld): Pick<Clockwork, "sleep"> {
  return { sleep: async (milliseconds) => world.advance(milliseconds / 1000) };
}

/** Waits are real and short; `options` replace any part. */
export function busOfWorld(world: AwsWorld, options: Partial<EventBridgeBusOptions> = {}): BusOfWorld {
  const notices: BusNotice[] = [];
  const clockwork: Clockwork = {
    now: world.now,
    random: Math.random,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    ...options,
  };
  const bodies = createS3Bodies({ s3: world.s3, bucket: world.bucket });
  const putEvents = createPutEvents({
    ...clockwork,
    call: world.putEventsCall,
    onRetry: (retry) => notices.push({ kind: "retried", ...retry }),
  });
  const bus = createEventBridgeBus({
    ...clockwork,
    bus: world.bus,
    putEvents,
    sendToOverflow: createSendToOverflow({ ...clockwork, sqs: world.sqs, queue: world.overflowQueue }),
    table: createEventTable({ calls: world.tableCalls, table: world.table }),
    bodies,
    observe: (notice) => notices.push(notice),
    newId: randomUUID,
    budgetMilliseconds: 20_000,
    ...options,
  });
  return { bus, bodies, putEvents, clockwork, notices };
}
