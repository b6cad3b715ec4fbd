import type { LambdaEvent } from "hono/aws-lambda";
import { readDeployment, readSecrets } from "./deployment.ts";
import { createClients } from "./lambda/clients.ts";
import { createDeployedBus } from "./lambda/deployed-bus.ts";
import { createIngestFunction, type IngestFunction } from "./lambda/ingest-function.ts";
import { createRefusedKeeper } from "./lambda/refused-keeper.ts";
import { createTelemetry } from "./lambda/telemetry.ts";
import { router } from "./router.ts";

const variables = process.env;
const deployment = readDeployment(variables);
const telemetry = createTelemetry({ service: "ingest", stage: deployment.stage });
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
    keep: async (request) => {
      // Loaded for the first request that is refused: most instances never see one.
      const { createRefusedStore } = await import("@hookyard/aws/refused/refused-store");
      return createRefusedStore({ dynamodb: clients.dynamodb(), table: deployment.table }).keep(request);
    },
    now,
  }),
  now,
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
