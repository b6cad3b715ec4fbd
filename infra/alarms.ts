import { longestTotalSeconds } from "@hookyard/core/delivery/retry-policy";
import { silenceWindow } from "@hookyard/core/router/reconcile-silence";
import {
  createAlarm,
  createSilenceAlarm,
  functionMetric,
  hookyardMetric,
  queueAge,
  queueDepth,
  ruleMetric,
  timesCounted,
} from "./alarm.ts";
import type { DeployedConsole } from "./console.ts";
import type { DeployedConsumer } from "./consumer.ts";
import { consumerName, pascalCase } from "./names.ts";
import type { Overflow } from "./overflow.ts";
import type { Partner } from "./partner.ts";
import type { Reconcile } from "./reconcile.ts";
import type { Settings } from "./settings.ts";

export interface AlarmedStage {
  readonly ingest: sst.aws.Function;
  readonly drain: sst.aws.Function;
  readonly overflow: Overflow;
  readonly partner: Partner | undefined;
  readonly reconciles: readonly Reconcile[];
  readonly console: DeployedConsole | undefined;
  readonly consumers: readonly DeployedConsumer[];
}

/** The topic that all alarms of the stage go to. */
export function createAlarmTopic({ alarmEmail }: Settings): sst.aws.SnsTopic {
  const topic = new sst.aws.SnsTopic("Alarms");
  if (alarmEmail !== undefined) {
    new aws.sns.TopicSubscription("AlarmsByMail", {
      topic: topic.arn,
      protocol: "email",
      endpoint: alarmEmail,
    });
  }
  return topic;
}

export function createAlarms(topic: sst.aws.SnsTopic, stage: AlarmedStage): void {
  alarmIngest(topic, stage.ingest);
  alarmOverflow(topic, stage.overflow);
  alarmFunction(topic, "OverflowDrain", stage.drain);
  for (const consumer of stage.consumers) alarmConsumer(topic, consumer);
  if (stage.partner !== undefined) alarmPartner(topic, stage.partner);
  for (const reconcile of stage.reconciles) alarmReconcile(topic, reconcile);
  if (stage.console !== undefined) alarmFunction(topic, "Console", stage.console.function);
}

function alarmIngest(topic: sst.aws.SnsTopic, ingest: sst.aws.Function): void {
  alarmFunction(topic, "Ingest", ingest);
  createAlarm("Ingest5xx", topic, {
    description:
      "Providers are answered 5xx: they will send again, but not for ever. See the ingest function's log.",
    metric: functionMetric(ingest, "Url5xxCount"),
    above: 0,
  });
  createAlarm("IngestNotStored", topic, {
    description:
      "Events were accepted neither by EventBridge nor by the overflow queue; the senders were told 503.",
    metric: hookyardMetric("NotStored", "ingest"),
    above: 0,
  });
  alarmPublishing(topic, "Ingest", "ingest");
}

/** What a function that publishes counts and nobody is answered. `service`: as its telemetry has it. */
function alarmPublishing(topic: sst.aws.SnsTopic, name: string, service: "ingest" | "partner"): void {
  createAlarm(`${name}DedupeFailedOpen`, topic, {
    description: "DynamoDB does not answer, so events are published without looking for duplicates.",
    metric: hookyardMetric("DedupeFailedOpen", service),
    above: 0,
  });
  createAlarm(`${name}HistoryUnavailable`, topic, {
    description:
      "DynamoDB could not be told of published events: sent again by their providers, they may be published twice.",
    metric: hookyardMetric("HistoryUnavailable", service),
    above: 0,
  });
  createAlarm(`${name}BucketUnavailable`, topic, {
    description: "S3 does not take bodies: DynamoDB keeps what it can, at several times the price.",
    metric: hookyardMetric("BucketUnavailable", service),
    above: 0,
  });
  createAlarm(`${name}Unroutable`, topic, {
    description: `Events too large for the bus: their consumers' patterns look at what is not on it. They are dead letters: npx hookyard dead-letters list --stage ${$app.stage}`,
    metric: hookyardMetric("Unroutable", service),
    above: 0,
  });
}

function alarmOverflow(topic: sst.aws.SnsTopic, { queue, deadLetterQueue }: Overflow): void {
  createAlarm("OverflowUsed", topic, {
    description: "EventBridge does not take events: they wait in the overflow queue and are put there later.",
    metric: queueDepth(queue),
    above: 0,
    periods: 5,
  });
  alarmDeadLetters(topic, "Overflow", deadLetterQueue);
}

function alarmConsumer(topic: sst.aws.SnsTopic, consumer: DeployedConsumer): void {
  const name = consumerName(consumer.definition.name);
  alarmFunction(topic, name, consumer.function);
  alarmRule(topic, name, consumer.rule);
  alarmDeadLetters(topic, name, consumer.deadLetterQueue);
  alarmDeadLetters(topic, `${name}Target`, consumer.targetDeadLetterQueue);
  createAlarm(`${name}Age`, topic, {
    description: `Deliveries to ${consumer.definition.name} wait longer than its first retries take: it is behind, or fails.`,
    metric: queueAge(consumer.queue),
    above: patienceSeconds(consumer),
    periodSeconds: 300,
  });
}

function alarmPartner(topic: sst.aws.SnsTopic, { function: partner, deadLetterQueue, rules }: Partner): void {
  alarmFunction(topic, "Partner", partner);
  alarmPublishing(topic, "Partner", "partner");
  alarmDeadLetters(topic, "Partner", deadLetterQueue);
  rules.forEach((rule, index) => alarmRule(topic, `Partner${index + 1}`, rule));
}

function alarmReconcile(topic: sst.aws.SnsTopic, { source, plan, function: of }: Reconcile): void {
  const name = `${pascalCase(source)}Reconcile`;
  const neverArrived = hookyardMetric("NeverArrived", "reconcile", source);
  alarmFunction(topic, name, of);
  createAlarm(`${name}Gap`, topic, {
    description: `Events that the provider of ${source} has on record never arrived: npx hookyard reconcile ${source} --stage ${$app.stage}. See docs/reconcile.md.`,
    metric: neverArrived,
    above: 0,
  });
  const window = silenceWindow(plan);
  if (window === undefined) return;
  createSilenceAlarm(`${name}Silent`, topic, {
    description: `Nobody has compared ${source} with its provider for several turns of its schedule: is the schedule on, does its function run? See docs/reconcile.md.`,
    metric: timesCounted(neverArrived), // each run counts, and mostly 0
    ...window,
  });
}

function alarmFunction(topic: sst.aws.SnsTopic, name: string, of: sst.aws.Function): void {
  createAlarm(`${name}Errors`, topic, {
    description: `The function ${name} crashes or runs out of time. A handler that throws is no error of the function.`,
    metric: functionMetric(of, "Errors"),
    above: 0,
  });
  createAlarm(`${name}Throttles`, topic, {
    description: `The function ${name} is not started for want of concurrency. See docs/deploy.md, "Limits".`,
    metric: functionMetric(of, "Throttles"),
    above: 0,
    periods: 3,
  });
}

function alarmRule(topic: sst.aws.SnsTopic, name: string, rule: aws.cloudwatch.EventRule): void {
  createAlarm(`${name}FailedInvocations`, topic, {
    description: `EventBridge could not deliver to ${name}. What it gave up is in the target's dead-letter queue.`,
    metric: ruleMetric(rule, "FailedInvocations"),
    above: 0,
  });
  createAlarm(`${name}LostInvocations`, topic, {
    description: `EventBridge could neither deliver to ${name} nor keep the event: replay it from the archive.`,
    metric: ruleMetric(rule, "InvocationsFailedToBeSentToDlq"),
    above: 0,
  });
}

function alarmDeadLetters(topic: sst.aws.SnsTopic, name: string, queue: sst.aws.Queue): void {
  createAlarm(`${name}DeadLetters`, topic, {
    description: `Dead letters of ${name}: npx hookyard dead-letters list --stage ${$app.stage}`,
    metric: queueDepth(queue),
    above: 0,
  });
}

/** Three retries of one delivery are ordinary; a quarter of an hour more is not. SQS leaves out what came more often. */
function patienceSeconds({ definition: { retry } }: DeployedConsumer): number {
  const first = longestTotalSeconds({ ...retry, attempts: Math.min(retry.attempts, 4) });
  return Math.ceil(first) + 900;
}
