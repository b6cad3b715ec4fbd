import { randomUUID } from "node:crypto";
import { createEventBridgeBus, defaultBudgetMilliseconds } from "@hookyard/aws/bus/event-bridge-bus";
import { createEventTable } from "@hookyard/aws/bus/event-table";
import { createPutEvents } from "@hookyard/aws/bus/put-events";
import { type Bus, matchingConsumers, type Router } from "@hookyard/core";
import { type Deployment, readTraceHeader, type Variables } from "../deployment.ts";
import { observeBus } from "./bus-observer.ts";
import type { Clients } from "./clients.ts";
import { clockwork } from "./clockwork.ts";
import { createLazyBodies } from "./lazy-bodies.ts";
import { createLazyOverflow } from "./lazy-overflow.ts";
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
      call: clients.putEvents,
      onRetry: (retry) => observe({ kind: "retried", ...retry }),
    }),
    sendToOverflow: createLazyOverflow(deployment, variables),
    table: createEventTable({ calls: clients.tableCalls, table: deployment.table }),
    bodies: createLazyBodies(deployment, variables),
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
