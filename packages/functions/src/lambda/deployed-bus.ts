import { randomUUID } from "node:crypto";
import { createS3Bodies } from "@hookyard/aws/bodies/s3-bodies";
import { createEventBridgeBus, defaultBudgetMilliseconds } from "@hookyard/aws/bus/event-bridge-bus";
import { createEventTable } from "@hookyard/aws/bus/event-table";
import { createSendToOverflow } from "@hookyard/aws/bus/overflow-queue";
import { createPutEvents } from "@hookyard/aws/bus/put-events";
import { type Bus, matchingConsumers, type Router } from "@hookyard/core";
import type { Bodies } from "@hookyard/core/port/bodies";
import { type Deployment, readTraceHeader, type Variables } from "../deployment.ts";
import { observeBus } from "./bus-observer.ts";
import type { Clients } from "./clients.ts";
import { clockwork } from "./clockwork.ts";
import type { Telemetry } from "./telemetry.ts";

export interface DeployedBusOptions {
  readonly router: Router;
  readonly deployment: Deployment;
  readonly variables: Variables;
  readonly clients: Clients;
  readonly telemetry: Telemetry;
}

/** The bus of a function, and how long it may take. */
export interface DeployedBus {
  readonly bus: Bus;
  /** By when a publish has to have ended, in milliseconds since 1970; it never takes longer than a provider waits. */
  readonly startRequest: (deadline: number) => void;
}

/** The bus on EventBridge with all that it needs of AWS. */
export function createDeployedBus(options: DeployedBusOptions): DeployedBus {
  const { router, deployment, variables, clients, telemetry } = options;
  const observe = observeBus(telemetry);
  let deadline = Number.POSITIVE_INFINITY;
  const bus = createEventBridgeBus({
    ...clockwork,
    bus: deployment.bus,
    putEvents: createPutEvents({
      ...clockwork,
      eventBridge: clients.eventBridge(),
      onRetry: (retry) => observe({ kind: "retried", ...retry }),
    }),
    sendToOverflow: createSendToOverflow({
      ...clockwork,
      sqs: clients.sqs(),
      queue: deployment.overflowQueue,
    }),
    table: createEventTable({ dynamodb: clients.dynamodb(), table: deployment.table }),
    bodies: lazyBodies(clients, deployment.bucket),
    observe,
    newId: randomUUID,
    get budgetMilliseconds() {
      return Math.min(defaultBudgetMilliseconds, deadline - Date.now());
    },
    matching: (event) => matchingConsumers(router, event),
    traceHeader: () => readTraceHeader(variables),
  });
  return {
    bus,
    startRequest(until) {
      deadline = until;
    },
  };
}

/** The client for S3 is made for the first body that is too large for the bus: most functions never see one. */
function lazyBodies(clients: Clients, bucket: string): Bodies {
  const bodies = (): Bodies => createS3Bodies({ s3: clients.s3(), bucket });
  return {
    put: (eventId, text) => bodies().put(eventId, text),
    get: (reference) => bodies().get(reference),
    delete: (reference) => bodies().delete(reference),
  };
}
