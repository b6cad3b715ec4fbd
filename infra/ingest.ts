import type { EventBus } from "./bus.ts";
import { refuseLargeEnvironment } from "./environment.ts";
import { createFunction, createLiveAlias } from "./function.ts";
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
    isVersioned: true,
  });
  const live = createLiveAlias("Ingest", ingest);
  if (settings.provisionedConcurrency !== undefined) {
    new aws.lambda.ProvisionedConcurrencyConfig("IngestWarm", {
      functionName: ingest.name,
      qualifier: live.name,
      provisionedConcurrentExecutions: settings.provisionedConcurrency,
    });
  }
  return { function: ingest, url: createUrl(live) };
}

/**
 * The address of the alias, and not of the newest code as SST's own is: provisioned instances are a version's, and
 * the address stays when they come and go.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
function createUrl(live: aws.lambda.Alias): $util.Output<string> {
  const { functionName, name: qualifier } = live;
  const url = new aws.lambda.FunctionUrl("IngestUrl", {
    functionName,
    qualifier,
    authorizationType: "NONE",
    invokeMode: "BUFFERED",
  });
  // Both are needed for a public URL: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  const anybody = { function: functionName, qualifier, principal: "*" };
  new aws.lambda.Permission("IngestUrlAccess", {
    ...anybody,
    action: "lambda:InvokeFunctionUrl",
    functionUrlAuthType: "NONE",
  });
  new aws.lambda.Permission("IngestUrlInvoke", {
    ...anybody,
    action: "lambda:InvokeFunction",
    invokedViaFunctionUrl: true,
  });
  return url.functionUrl;
}
