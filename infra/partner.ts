import { router } from "../packages/functions/src/router.ts";
import type { EventBus } from "./bus.ts";
import { createFunction } from "./function.ts";
import { pascalCase, resourceName } from "./names.ts";
import { mayGetBodies, mayKeepEvents, mayPublish, mayPutBodies, maySend } from "./permissions.ts";
import { allowRules, createQueue } from "./queue.ts";
import { targetRetryPolicy } from "./rule.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

/** The function that takes providers' native events, and what it could not take. */
export interface Partner {
  readonly function: sst.aws.Function;
  readonly deadLetterQueue: sst.aws.Queue;
  readonly rules: readonly aws.cloudwatch.EventRule[];
}

export interface PartnerOptions {
  readonly bus: EventBus;
  readonly store: Store;
  readonly overflowQueue: sst.aws.Queue;
  readonly environment: Readonly<Record<string, $util.Input<string>>>;
  readonly settings: Settings;
}

/**
 * A rule on each partner bus that a source names, all to one function. `undefined` where no source names one. The buses
 * are there already: associating a partner event source makes them (see `docs/deploy.md`).
 */
export function createPartner(options: PartnerOptions): Partner | undefined {
  const sources = Object.values(router.sources).flatMap(({ name, partnerBus }) =>
    partnerBus === undefined ? [] : [{ name, partnerBus }],
  );
  if (sources.length === 0) return undefined;

  const { bus, store, overflowQueue, environment, settings } = options;
  const deadLetterQueue = createQueue("PartnerDeadLetters");
  const partner = createFunction("Partner", {
    handler: "packages/functions/src/partner.handler",
    description: "Takes providers' events from their EventBridge partner buses",
    timeoutSeconds: 30,
    memory: settings.memory.ingest,
    environment,
    permissions: [
      mayPublish(bus),
      mayKeepEvents(store),
      mayPutBodies(store),
      ...mayGetBodies(store),
      maySend(overflowQueue),
      maySend(deadLetterQueue),
    ],
    settings,
  });
  // EventBridge hands over asynchronously: what fails in the function is Lambda's to keep.
  new aws.lambda.FunctionEventInvokeConfig("PartnerFailures", {
    functionName: partner.name,
    maximumRetryAttempts: 2,
    maximumEventAgeInSeconds: 6 * 3600,
    destinationConfig: { onFailure: { destination: deadLetterQueue.arn } },
  });
  const rules = sources.map(({ name, partnerBus }) => {
    const component = `${pascalCase(name)}Partner`;
    const rule = new aws.cloudwatch.EventRule(`${component}Rule`, {
      name: resourceName(`${component}Rule`, 64),
      description: `Events of the source ${name} from its partner bus`,
      eventBusName: partnerBus,
      eventPattern: JSON.stringify({ source: [partnerBus] }),
    });
    new aws.lambda.Permission(`${component}Invoke`, {
      action: "lambda:InvokeFunction",
      function: partner.name,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    });
    new aws.cloudwatch.EventTarget(`${component}Target`, {
      eventBusName: partnerBus,
      rule: rule.name,
      targetId: "function",
      arn: partner.arn,
      deadLetterConfig: { arn: deadLetterQueue.arn },
      retryPolicy: targetRetryPolicy,
    });
    return rule;
  });
  allowRules("PartnerDeadLettersPolicy", deadLetterQueue, rules);
  return { function: partner, deadLetterQueue, rules };
}
