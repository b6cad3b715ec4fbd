import { eventSourcePrefix } from "../../../infra/bus.ts";
import { at, named, ofType } from "../graph.ts";
import { type Check, type Deployed, same } from "./check.ts";
import { type ConsumerParts, consumerParts, types } from "./consumer-parts.ts";

const fortnight = 14 * 86_400;

export const consumerChecks: readonly Check[] = [
  {
    sentence: "each consumer has a rule on the bus with its compiled pattern, and the bus has no other",
    *problems({ graph, router }) {
      const bus = named(graph, types.bus, "BusBus").outputs["name"];
      const rules = ofType(graph, types.rule).filter(({ inputs }) => inputs["eventBusName"] === bus);
      yield* same("rules of the bus", rules.length, Object.keys(router.consumers).length);
      for (const consumer of Object.values(router.consumers)) {
        const { rule } = consumerParts(graph, consumer);
        const pattern = { source: [{ prefix: eventSourcePrefix }], detail: consumer.pattern };
        yield* same(`${consumer.name}: bus`, rule.inputs["eventBusName"], bus);
        yield* same(`${consumer.name}: pattern`, rule.inputs["eventPattern"], JSON.stringify(pattern));
        yield* same(`${consumer.name}: state of the rule`, rule.inputs["state"] ?? "ENABLED", "ENABLED");
      }
    },
  },
  each(
    "each rule puts the whole envelope into its consumer's own queue",
    function* (name, { target, queue, rule }, { graph }) {
      yield* same(`${name}: bus of the target`, target.inputs["eventBusName"], rule.inputs["eventBusName"]);
      for (const input of ["input", "inputPath", "inputTransformer"]) {
        yield* same(`${name}: ${input} of the target`, target.inputs[input], undefined);
      }
      const senders = ofType(graph, types.target).filter(
        ({ inputs }) => inputs["arn"] === queue.outputs["arn"],
      );
      yield* same(`${name}: rules that put into its queue`, senders.length, 1);
    },
  ),
  each(
    "each rule tries for a day, and then leaves the event in a dead-letter queue of its own",
    function* (name, parts) {
      const policy = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };
      yield* same(`${name}: retry policy of the target`, parts.target.inputs["retryPolicy"], policy);
      yield* same(
        `${name}: retention of the target's dead letters`,
        retention(parts.targetDeadLetterQueue),
        fortnight,
      );
      if (parts.targetDeadLetterQueue === parts.deadLetterQueue)
        yield `${name}: both kinds of dead letters share a queue`;
    },
  ),
  each("each consumer's queue keeps a delivery for 14 days, encrypted", function* (name, { queue }) {
    yield* same(`${name}: retention`, retention(queue), fortnight);
    yield* same(`${name}: encryption`, queue.inputs["sqsManagedSseEnabled"], true);
    yield* same(`${name}: delay`, queue.inputs["delaySeconds"], 0);
  }),
  each(
    "a delivery stays hidden for at least six times as long as its function may run",
    function* (name, parts) {
      const timeout = Number(parts.function.inputs["timeout"]);
      const visibility = Number(parts.queue.inputs["visibilityTimeoutSeconds"]);
      if (visibility < 6 * timeout)
        yield `${name}: hidden for ${visibility} s, and its function may run for ${timeout} s`;
      if (visibility > 43_200) yield `${name}: hidden for ${visibility} s, more than SQS can`;
    },
  ),
  {
    sentence: "a function has the time that its handler may take, and some to settle",
    *problems({ graph, router }) {
      for (const consumer of Object.values(router.consumers)) {
        const timeout = Number(consumerParts(graph, consumer).function.inputs["timeout"]);
        const least = Math.min(consumer.timeoutSeconds + 5, 900);
        if (timeout < least || timeout > 900)
          yield `${consumer.name}: ${timeout} s for a handler of ${consumer.timeoutSeconds} s`;
      }
    },
  },
  each(
    "each consumer has a dead-letter queue that keeps letters for 14 days",
    function* (name, { deadLetterQueue }, { graph }) {
      yield* same(`${name}: retention of dead letters`, retention(deadLetterQueue), fortnight);
      yield* same(
        `${name}: encryption of dead letters`,
        deadLetterQueue.inputs["sqsManagedSseEnabled"],
        true,
      );
      const users = ofType(graph, types.queue).filter(
        ({ inputs }) => at(inputs, "redrivePolicy.deadLetterTargetArn") === deadLetterQueue.outputs["arn"],
      );
      yield* same(`${name}: queues that share its dead letters`, users.length, 1);
    },
  ),
  {
    sentence: "the queue's own redrive stands well behind the router's attempts",
    *problems({ graph, router }) {
      for (const consumer of Object.values(router.consumers)) {
        const receives = Number(
          at(consumerParts(graph, consumer).queue.inputs, "redrivePolicy.maxReceiveCount"),
        );
        const least = Math.min(consumer.retry.attempts + 10, 1000);
        if (receives < least)
          yield `${consumer.name}: ${receives} receives for ${consumer.retry.attempts} attempts`;
        if (receives > 1000) yield `${consumer.name}: ${receives} receives, and SQS counts to 1000`;
      }
    },
  },
  {
    sentence: "a batch fails in part, and no more invocations run than the router says",
    *problems({ graph, router, settings }) {
      for (const consumer of Object.values(router.consumers)) {
        const { mapping, function: of } = consumerParts(graph, consumer);
        const most = Math.max(consumer.concurrency, 2);
        const reserved = consumer.concurrency < 2 ? consumer.concurrency : undefined;
        yield* same(`${consumer.name}: responses`, mapping.inputs["functionResponseTypes"], [
          "ReportBatchItemFailures",
        ]);
        yield* same(
          `${consumer.name}: concurrency`,
          at(mapping.inputs, "scalingConfig.maximumConcurrency"),
          most,
        );
        yield* same(
          `${consumer.name}: reserved concurrency`,
          of.inputs["reservedConcurrentExecutions"],
          reserved,
        );
        yield* same(`${consumer.name}: batch size`, mapping.inputs["batchSize"], settings.batchSize);
        yield* same(`${consumer.name}: mapping enabled`, mapping.inputs["enabled"] ?? true, true);
        yield* same(`${consumer.name}: filter`, mapping.inputs["filterCriteria"], undefined);
      }
    },
  },
];

/** A check of every consumer by itself. */
function each(
  sentence: string,
  look: (name: string, parts: ConsumerParts, deployed: Deployed) => Iterable<string>,
): Check {
  return {
    sentence,
    *problems(deployed) {
      for (const consumer of Object.values(deployed.router.consumers)) {
        yield* look(consumer.name, consumerParts(deployed.graph, consumer), deployed);
      }
    },
  };
}

function retention({ inputs }: ConsumerParts["queue"]): unknown {
  return inputs["messageRetentionSeconds"];
}
