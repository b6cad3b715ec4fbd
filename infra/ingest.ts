import { refuseLargeEnvironment } from "./environment.ts";
import type { EventBus } from "./bus.ts";
import { createFunction } from "./function.ts";
import {
  mayGetBodies,
  mayKeepEvents,
  mayPublish,
  mayPutBodies,
  maySend,
  mayUseItems,
  partitions,
} from "./permissions.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

export interface IngestOptions {
  readonly bus: EventBus;
  readonly store: Store;
  readonly overflowQueue: sst.aws.Queue;
  /** By their variables. */
  readonly secrets: Readonly<Record<string, $util.Output<string>>>;
  readonly environment: Readonly<Record<string, $util.Input<string>>>;
  readonly settings: Settings;
}

/** What providers post to, before anything is put in front of it. */
export interface Ingest {
  readonly function: sst.aws.Function;
  readonly url: $util.Output<string>;
}

/** Longer than any provider waits for its answer, with time to fall back to the overflow queue. */
const timeoutSeconds = 30;

/** The one function that the outside reaches: `POST /webhooks/<source>`. */
export function createIngest(options: IngestOptions): Ingest {
  const { bus, store, overflowQueue, secrets, settings } = options;
  const environment = {
    ...options.environment,
    ...(settings.domain !== undefined && { HOOKYARD_PUBLIC_URL: `https://${settings.domain}` }),
    ...secrets,
  };
  const isWarm = settings.provisionedConcurrency !== undefined;
  const ingest = createFunction("Ingest", {
    handler: "packages/functions/src/ingest.handler",
    description: "Takes webhooks: verifies, normalises, and puts them on the bus",
    timeoutSeconds,
    memory: settings.memory.ingest,
    environment: refuseLargeEnvironment("Ingest", environment),
    permissions: [
      mayPublish(bus),
      mayKeepEvents(store),
      mayUseItems(store, ["UpdateItem", "BatchWriteItem"], [partitions.refused]),
      mayPutBodies(store),
      ...mayGetBodies(store),
      maySend(overflowQueue),
    ],
    settings,
    ...(settings.reservedConcurrency !== undefined && { reservedConcurrency: settings.reservedConcurrency }),
    hasUrl: !isWarm,
    isVersioned: isWarm,
  });
  return {
    function: ingest,
    url: isWarm ? createWarmUrl(ingest, settings.provisionedConcurrency) : ingest.url,
  };
}

/**
 * A URL of an alias whose instances are kept warm. SST's own URL is that of the newest code, which provisioned
 * concurrency cannot be for: https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
function createWarmUrl(ingest: sst.aws.Function, instances: number | undefined): $util.Output<string> {
  const target = ingest.nodes.function;
  const alias = new aws.lambda.Alias("IngestLive", {
    name: "live",
    functionName: ingest.name,
    functionVersion: target.version,
  });
  new aws.lambda.ProvisionedConcurrencyConfig("IngestWarm", {
    functionName: ingest.name,
    qualifier: alias.name,
    provisionedConcurrentExecutions: instances ?? 0,
  });
  const url = new aws.lambda.FunctionUrl("IngestLiveUrl", {
    functionName: ingest.name,
    qualifier: alias.name,
    authorizationType: "NONE",
    invokeMode: "BUFFERED",
  });
  // Both are needed for a public URL: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  new aws.lambda.Permission("IngestLiveUrlAccess", {
    action: "lambda:InvokeFunctionUrl",
    function: ingest.name,
    qualifier: alias.name,
    principal: "*",
    functionUrlAuthType: "NONE",
  });
  new aws.lambda.Permission("IngestLiveInvoke", {
    action: "lambda:InvokeFunction",
    function: ingest.name,
    qualifier: alias.name,
    principal: "*",
    invokedViaFunctionUrl: true,
  });
  return url.functionUrl;
}
