import type { StageResources } from "../packages/aws/src/stage-resources.ts";
import { router } from "../packages/functions/src/router.ts";
import { createAlarms, createAlarmTopic } from "./alarms.ts";
import { createBus } from "./bus.ts";
import { createConsole } from "./console.ts";
import { createConsumer } from "./consumer.ts";
import { createDashboard } from "./dashboard.ts";
import { createDoor } from "./door.ts";
import { stageEnvironment } from "./environment.ts";
import { createIngest } from "./ingest.ts";
import { refuseSameNames, secretName } from "./names.ts";
import { createDrain, createOverflowQueues } from "./overflow.ts";
import { createPartner } from "./partner.ts";
import { createReconciles } from "./reconcile.ts";
import { refuseWrongSettings } from "./refuse-settings.ts";
import { createSecrets } from "./secrets.ts";
import { settingsOf } from "./settings.ts";
import { createStore } from "./store.ts";

/** Declares everything that a stage consists of, from the router and the settings. Resolves what `sst deploy` prints. */
export async function deployStage(): Promise<Record<string, $util.Output<string>>> {
  const settings = settingsOf($app.stage);
  refuseWrongSettings(settings, $app.stage);
  const definitions = Object.values(router.consumers);
  refuseSameNames("consumers", Object.keys(router.consumers));
  refuseTooManyRules(definitions.length, settings.quotas.rulesPerBus);

  const secrets = createSecrets();
  const store = createStore(settings);
  const bus = createBus(settings);
  const overflow = createOverflowQueues();
  const environment = stageEnvironment(bus, store, overflow.queue);
  const shared = { bus, store, environment, settings };
  const drain = createDrain({ bus, environment, settings, overflow });
  const ingest = createIngest({ ...shared, overflowQueue: overflow.queue, secrets: secrets.variables });
  const url = createDoor(ingest.url, settings);
  const consumers = definitions.map((definition) => createConsumer({ ...shared, definition }));
  const partner = createPartner({ ...shared, overflowQueue: overflow.queue });
  const reconciles = createReconciles({ ...shared, overflowQueue: overflow.queue });

  const topic = createAlarmTopic(settings);
  const properties: Outputs<StageResources> = {
    url,
    region: aws.getRegionOutput().region,
    stage: $app.stage,
    bus: bus.bus.name,
    archive: bus.archive.name,
    table: store.table.name,
    bucket: store.bucket.name,
    overflowQueue: overflow.queue.url,
    ingestFunction: ingest.function.name,
    alarmTopic: topic.arn,
    sources: Object.fromEntries(
      Object.keys(router.sources).map((source) => [source, { secretName: secretName(source) }]),
    ),
    consumers: Object.fromEntries(
      consumers.map((consumer) => [
        consumer.definition.name,
        {
          queue: consumer.queue.url,
          deadLetterQueue: consumer.deadLetterQueue.url,
          targetDeadLetterQueue: consumer.targetDeadLetterQueue.url,
          function: consumer.function.name,
          rule: consumer.rule.name,
          mapping: consumer.mapping.uuid,
        },
      ]),
    ),
  };
  const linked = new sst.Linkable("HookyardStage", { properties });
  const links = [linked, ...secrets.components];
  const console = createConsole({ ...shared, overflowQueue: overflow.queue, consumers, links });

  const alarmed = { ingest: ingest.function, drain, overflow, partner, reconciles, console, consumers };
  createAlarms(topic, alarmed);
  createDashboard(alarmed);
  return {
    url: $interpolate`${url}/webhooks/`,
    ...(console !== undefined && { console: $interpolate`${console.url}/console/` }),
  };
}

/** A shape whose texts are known only once AWS has answered. */
type Outputs<Shape> = {
  readonly [Key in keyof Shape]: Shape[Key] extends string ? $util.Input<string> : Outputs<Shape[Key]>;
};

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
function refuseTooManyRules(consumers: number, quota: number): void {
  if (consumers <= quota) return;
  throw new Error(
    `The router has ${consumers} consumers, a rule each, and EventBridge's quota "Number of rules" is ${quota} per bus. Have it raised (Service Quotas, Amazon EventBridge) and write the new value to quotas.rulesPerBus in infra/settings.ts, or split the router.`,
  );
}
