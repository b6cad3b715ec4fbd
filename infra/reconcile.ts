import type { ReconcilePlan, SourceDefinition } from "@hookyard/core";
import { apiKeyVariable } from "@hookyard/core/secret-variable";
import { router } from "../packages/functions/src/router.ts";
import type { EventBus } from "./bus.ts";
import { createFunction } from "./function.ts";
import { apiKeyName, pascalCase, resourceName } from "./names.ts";
import {
  mayFindEvents,
  mayGetBodies,
  mayKeepEvents,
  mayPublish,
  mayPutBodies,
  maySend,
  mayUseItems,
  partitions,
} from "./permissions.ts";
import { createCheckedSecret } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

/** What the line `reconcile` of one source becomes. */
export interface Reconcile {
  readonly source: string;
  readonly plan: ReconcilePlan;
  readonly function: sst.aws.Function;
  readonly schedule: aws.scheduler.Schedule;
}

export interface ReconcileOptions {
  readonly bus: EventBus;
  readonly store: Store;
  readonly overflowQueue: sst.aws.Queue;
  readonly environment: Readonly<Record<string, $util.Input<string>>>;
  readonly settings: Settings;
}

/** Lambda's most: a run that needs longer is gone on with by the next. */
const timeoutSeconds = 900;

/** A function and a schedule for each source that has the line, and the secret with its provider's API key. */
export function createReconciles(options: ReconcileOptions): readonly Reconcile[] {
  return Object.values(router.sources).flatMap((source) =>
    source.reconcile === undefined ? [] : [createReconcile(source, source.reconcile, options)],
  );
}

function createReconcile(
  source: SourceDefinition,
  plan: ReconcilePlan,
  { bus, store, overflowQueue, environment, settings }: ReconcileOptions,
): Reconcile {
  const name = `${pascalCase(source.name)}Reconcile`;
  const apiKey = createCheckedSecret(
    apiKeyName(source.name),
    `API key of the source "${source.name}" is not set, so its provider cannot be asked`,
  );
  const reconcile = createFunction(name, {
    handler: "packages/functions/src/reconcile.handler",
    description: `Asks ${source.provider.name} what it sent to the source ${source.name}`,
    timeoutSeconds,
    memory: settings.memory.consumer,
    environment: {
      ...environment,
      HOOKYARD_SOURCE: source.name,
      [apiKeyVariable(source.name)]: apiKey.value,
    },
    permissions: [
      ...mayFindEvents(store),
      ...mayGetBodies(store),
      mayUseItems(store, ["GetItem"], [partitions.registration(source.name)]),
      mayUseItems(store, ["GetItem", "PutItem"], [partitions.schedule(source.name)]),
      ...(plan.backfill
        ? [mayPublish(bus), mayKeepEvents(store), mayPutBodies(store), maySend(overflowQueue)]
        : []),
    ],
    settings,
  });
  const cron = new sst.aws.CronV2(`${name}Cron`, {
    function: reconcile.arn,
    schedule: rateOf(plan.everySeconds),
    retries: 2,
    transform: {
      schedule: (args) => {
        args.name = resourceName(name, 64);
        args.description = `Asks ${source.provider.name} what it sent to the source ${source.name}`;
      },
      role: (args) => {
        args.assumeRolePolicy = schedulerTrust();
      },
    },
  });
  return { source: source.name, plan, function: reconcile, schedule: cron.nodes.schedule };
}

/**
 * EventBridge Scheduler of this account is all that may take on the role.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
function schedulerTrust(): $util.Output<string> {
  return $jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": aws.getCallerIdentityOutput().accountId } },
      },
    ],
  });
}

/** The router takes whole minutes only. @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
function rateOf(everySeconds: number): `rate(${string})` {
  const minutes = everySeconds / 60;
  return `rate(${minutes} ${minutes === 1 ? "minute" : "minutes"})`;
}
