import type { LambdaEvent } from "hono/aws-lambda";
import { readDeployment, readSecrets } from "./deployment.ts";
import { createClients } from "./lambda/clients.ts";
import { createColdStart } from "./lambda/cold-start.ts";
import { createDeployedBus } from "./lambda/deployed-bus.ts";
import { createIngestFunction, type IngestFunction } from "./lambda/ingest-function.ts";
import { createLazyRefusedStore } from "./lambda/lazy-refused-store.ts";
import { createRefusedKeeper } from "./lambda/refused-keeper.ts";
import { createFunctionTelemetry } from "./lambda/function-telemetry.ts";
import { router } from "./router.ts";

const variables = process.env;
const deployment = readDeployment(variables);
const telemetry = createFunctionTelemetry("ingest", deployment, variables);
const clients = createClients(deployment, variables);
const secrets = new Map(
  Object.keys(router.sources).map((source) => [source, readSecrets(variables, source)]),
);
const none: readonly string[] = [];
const secretsOf = (source: string): readonly string[] => secrets.get(source) ?? none;
const now = (): Date => new Date();

/** What providers post to: `POST /webhooks/:source` behind a Function URL or an HTTP API. */
export const handler: IngestFunction = createIngestFunction({
  router,
  secrets: secretsOf,
  ...createDeployedBus({ router, deployment, variables, clients, telemetry }),
  telemetry,
  keepRefused: createRefusedKeeper({
    router,
    secrets: secretsOf,
    keep: createLazyRefusedStore(deployment, variables).keep,
    now,
  }),
  now,
  clock: () => performance.now(),
  coldStart: createColdStart(() => performance.now()),
  ...(deployment.publicUrl !== undefined && { publicUrl: deployment.publicUrl }),
});

// Node loads its fetch implementation at the first request, and the router is compiled with it: both in the start of an
// instance, where nobody waits.
await handler(
  {
    version: "2.0",
    rawPath: "/healthz",
    rawQueryString: "",
    headers: {},
    requestContext: { domainName: "localhost", http: { method: "GET" } },
    isBase64Encoded: false,
  } as unknown as LambdaEvent, // safe: as much of it as Hono's adapter reads
  { awsRequestId: "start", getRemainingTimeInMillis: () => 10_000 },
);
