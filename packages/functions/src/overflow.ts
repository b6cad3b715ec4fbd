import { drainOverflow } from "@hookyard/aws/bus/drain-overflow";
import { createPutEvents } from "@hookyard/aws/bus/put-events";
import { sdkPutEventsCall } from "@hookyard/aws/bus/sdk-put-events-call";
import { createEventBridgeClient } from "@hookyard/aws/event-bridge-client";
import { readDeployment } from "./deployment.ts";
import { observeBus } from "./lambda/bus-observer.ts";
import { clientOptions } from "./lambda/clients.ts";
import { clockwork } from "./lambda/clockwork.ts";
import { createOverflowFunction, type OverflowFunction } from "./lambda/overflow-function.ts";
import { createTelemetry } from "./lambda/telemetry.ts";

const variables = process.env;
const deployment = readDeployment(variables);
const telemetry = createTelemetry({ service: "overflow", stage: deployment.stage });
const observe = observeBus(telemetry);
const putEvents = createPutEvents({
  ...clockwork,
  call: sdkPutEventsCall(createEventBridgeClient(clientOptions(deployment, variables, "eventbridge"))),
  onRetry: (retry) => observe({ kind: "retried", ...retry }),
});

/** Drains the overflow queue onto the bus. */
export const handler: OverflowFunction = createOverflowFunction({
  drain: (messages, deadline) => drainOverflow(messages, { bus: deployment.bus, putEvents, deadline }),
  telemetry,
  now: Date.now,
});
