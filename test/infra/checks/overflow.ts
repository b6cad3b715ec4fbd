import { at, named } from "../graph.ts";
import { type Check, same } from "./check.ts";
import { environmentOf, only, types } from "./consumer-parts.ts";
import { ofType, withOutput } from "../graph.ts";

export const overflowChecks: readonly Check[] = [
  {
    sentence: "what EventBridge refuses waits in the overflow queue, which a function drains",
    *problems({ graph }) {
      const queue = named(graph, types.queue, "OverflowQueue");
      const mapping = only(graph, types.mapping, "eventSourceArn", queue.outputs["arn"]);
      const drain = withOutput(graph, types.function, "arn", mapping.inputs["functionName"]);
      yield* same("what drains the overflow", drain.name, "OverflowDrainFunction");
      yield* same("responses of the drain", mapping.inputs["functionResponseTypes"], [
        "ReportBatchItemFailures",
      ]);
      yield* same("messages that the drain gets at once", mapping.inputs["batchSize"], 10);
      const visibility = Number(queue.inputs["visibilityTimeoutSeconds"]);
      if (visibility < 6 * Number(drain.inputs["timeout"]))
        yield `an event of the overflow is hidden for ${visibility} s only`;
      for (const { name, ...of } of ofType(graph, types.function)) {
        const told = environmentOf(of)["HOOKYARD_OVERFLOW_QUEUE"];
        yield* same(`${name}: HOOKYARD_OVERFLOW_QUEUE`, told, queue.outputs["url"]);
      }
    },
  },
  {
    sentence: "the overflow queue keeps events for 14 days, and what cannot be drained for 14 more",
    *problems({ graph }) {
      const queue = named(graph, types.queue, "OverflowQueue");
      const deadLetters = withOutput(
        graph,
        types.queue,
        "arn",
        at(queue.inputs, "redrivePolicy.deadLetterTargetArn"),
      );
      for (const { name, inputs } of [queue, deadLetters]) {
        yield* same(`${name}: retention`, inputs["messageRetentionSeconds"], 14 * 86_400);
        yield* same(`${name}: encryption`, inputs["sqsManagedSseEnabled"], true);
      }
      yield* same("times an event is drained", at(queue.inputs, "redrivePolicy.maxReceiveCount"), 1000);
    },
  },
];
