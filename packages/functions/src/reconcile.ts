import { createBackfill } from "@hookyard/core/ingest/backfill";
import { waitFor } from "@hookyard/core/operator/wait";
import { acceptedEvents } from "@hookyard/register/reconcile/accepted-events";
import { reconcileSource } from "@hookyard/register/reconcile/reconcile-source";
import { readReconcileDeployment } from "./deployment.ts";
import { createClients } from "./lambda/clients.ts";
import { createDeployedBus } from "./lambda/deployed-bus.ts";
import { createFunctionTelemetry } from "./lambda/function-telemetry.ts";
import { createReconcileFunction, type ReconcileFunction } from "./lambda/reconcile-function.ts";
import { openReconcileTable } from "./lambda/reconcile-table.ts";
import { router } from "./router.ts";

const variables = process.env;
const deployment = readReconcileDeployment(variables);
const { source, apiKey } = deployment;
const telemetry = createFunctionTelemetry("reconcile", deployment, variables);
const clients = createClients(deployment, variables);
const { bus } = createDeployedBus({ router, deployment, variables, clients, telemetry });
const { history, registered, progress } = openReconcileTable(deployment, variables, source);
const now = (): Date => new Date();
const backfill = createBackfill({ router, bus, now });

/** What the line `reconcile` of a source becomes: compares it with its provider on a schedule. */
export const handler: ReconcileFunction = createReconcileFunction({
  source,
  telemetry,
  run: async ({ stop, deadline }) =>
    reconcileSource({
      router,
      source,
      apiKey,
      registered: await registered(),
      accepted: (since) => acceptedEvents(history, source, since),
      backfill: (requests) => backfill(source, requests),
      progress,
      world: { fetch, now, wait: waitFor, signal: deadline },
      stop,
    }),
});
