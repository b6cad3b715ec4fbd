import type { ConsumerDefinition } from "@hookyard/core";
import { eventSourcePrefix, type EventBus } from "./bus.ts";
import { consumerName, resourceName } from "./names.ts";
import { allowRules } from "./queue.ts";
import type { Settings } from "./settings.ts";

/** EventBridge's own most, said aloud: a day of tries. */
export const targetRetryPolicy = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

export interface RuleOptions {
  readonly consumer: ConsumerDefinition;
  readonly bus: EventBus;
  readonly queue: sst.aws.Queue;
  /** For what EventBridge cannot put into the queue. */
  readonly targetDeadLetterQueue: sst.aws.Queue;
  readonly settings: Settings;
}

/** Brings the events that a consumer wants into its queue, envelope and all. */
export function createRule(options: RuleOptions): aws.cloudwatch.EventRule {
  const { consumer, bus, queue, targetDeadLetterQueue, settings } = options;
  const name = consumerName(consumer.name);
  const rule = new aws.cloudwatch.EventRule(`${name}Rule`, {
    name: resourceName(`${name}Rule`, 64),
    description: `Events for the consumer ${consumer.name}`,
    eventBusName: bus.bus.name,
    eventPattern: rulePattern(consumer, settings.quotas.patternCharacters),
  });
  const policies = [
    allowRules(`${name}QueuePolicy`, queue, [rule]),
    allowRules(`${name}TargetDeadLettersPolicy`, targetDeadLetterQueue, [rule]),
  ];
  new aws.cloudwatch.EventTarget(
    `${name}Target`,
    {
      eventBusName: bus.bus.name,
      rule: rule.name,
      targetId: "queue",
      arn: queue.arn,
      deadLetterConfig: { arn: targetDeadLetterQueue.arn },
      retryPolicy: targetRetryPolicy,
    },
    { dependsOn: policies }, // else the rule would send, for a moment, to a queue that refuses it
  );
  return rule;
}

/**
 * The pattern of a consumer's rule. Throws when it is over the quota for one.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
function rulePattern({ name, pattern }: ConsumerDefinition, quota: number): string {
  const text = JSON.stringify({ source: [{ prefix: eventSourcePrefix }], detail: pattern });
  if (text.length <= quota) return text;
  throw new Error(
    `The rule of the consumer "${name}" has a pattern of ${text.length} characters, and EventBridge's quota "Event pattern size" is ${quota}. Write families ("payment.*") for long lists in "on", or split the consumer; or have the quota raised, to 4,096 at most (Service Quotas, Amazon EventBridge), and write the new value to quotas.patternCharacters in infra/settings.ts.`,
  );
}
