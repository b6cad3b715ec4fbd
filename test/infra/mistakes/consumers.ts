import type { Inputs } from "../graph.ts";
import { add, change, drop, inGraph, type Mistake, resourceNamed } from "./mistake.ts";

const consumer = "FulfilOrderConsumer";
const mapping = `${consumer}QueueSubscriber`;

export const consumerMistakes: readonly Mistake[] = [
  inGraph(
    "a rule is forgotten",
    "each consumer has a rule on the bus with its compiled pattern, and the bus has no other",
    (graph) => drop(graph, `${consumer}Rule`),
  ),
  inGraph(
    "a pattern has a typo",
    "each consumer has a rule on the bus with its compiled pattern, and the bus has no other",
    (graph) =>
      change(graph, `${consumer}Rule`, ({ eventPattern }) => ({
        eventPattern: String(eventPattern).replace("payment.succeeded", "payment.suceeded"),
      })),
  ),
  inGraph(
    "a pattern forgets the source",
    "each consumer has a rule on the bus with its compiled pattern, and the bus has no other",
    (graph) =>
      change(graph, `${consumer}Rule`, ({ eventPattern }) => ({
        eventPattern: JSON.stringify({ detail: JSON.parse(String(eventPattern)).detail }),
      })),
  ),
  inGraph(
    "a rule is switched off",
    "each consumer has a rule on the bus with its compiled pattern, and the bus has no other",
    (graph) => change(graph, `${consumer}Rule`, () => ({ state: "DISABLED" })),
  ),
  inGraph(
    "a rule is on the default bus",
    "each consumer has a rule on the bus with its compiled pattern, and the bus has no other",
    (graph) => change(graph, `${consumer}Rule`, () => ({ eventBusName: "default" })),
  ),
  inGraph(
    "a target hands on the detail alone",
    "each rule puts the whole envelope into its consumer's own queue",
    (graph) => change(graph, `${consumer}Target`, () => ({ inputPath: "$.detail" })),
  ),
  inGraph(
    "two rules share a queue",
    "each rule puts the whole envelope into its consumer's own queue",
    (graph) =>
      add(graph, {
        ...resourceNamed(graph, `${consumer}Target`),
        name: "AnotherTarget",
        inputs: { ...resourceNamed(graph, `${consumer}Target`).inputs, rule: "another" },
      }),
  ),
  inGraph(
    "a target loses its dead-letter queue",
    "each rule tries for a day, and then leaves the event in a dead-letter queue of its own",
    (graph) => change(graph, `${consumer}Target`, () => ({ deadLetterConfig: undefined })),
  ),
  inGraph(
    "a target tries once",
    "each rule tries for a day, and then leaves the event in a dead-letter queue of its own",
    (graph) =>
      change(graph, `${consumer}Target`, () => ({
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
      })),
  ),
  inGraph(
    "a target's dead letters are kept as long as SQS likes",
    "each rule tries for a day, and then leaves the event in a dead-letter queue of its own",
    (graph) =>
      change(graph, `${consumer}TargetDeadLettersQueue`, () => ({ messageRetentionSeconds: undefined })),
  ),
  inGraph(
    "a queue keeps deliveries for four days",
    "each consumer's queue keeps a delivery for 14 days, encrypted",
    (graph) => change(graph, `${consumer}QueueQueue`, () => ({ messageRetentionSeconds: 4 * 86_400 })),
  ),
  inGraph(
    "a queue is not encrypted",
    "each consumer's queue keeps a delivery for 14 days, encrypted",
    (graph) => change(graph, `${consumer}QueueQueue`, () => ({ sqsManagedSseEnabled: false })),
  ),
  inGraph(
    "deliveries are hidden for a minute",
    "a delivery stays hidden for at least six times as long as its function may run",
    (graph) => change(graph, `${consumer}QueueQueue`, () => ({ visibilityTimeoutSeconds: 60 })),
  ),
  inGraph(
    "a function has SST's 20 seconds",
    "a function has the time that its handler may take, and some to settle",
    (graph) => change(graph, `${consumer}Function`, () => ({ timeout: 20 })),
  ),
  inGraph(
    "a dead-letter queue is dropped",
    "each consumer has a dead-letter queue that keeps letters for 14 days",
    (graph) => drop(graph, `${consumer}DeadLettersQueue`),
  ),
  inGraph(
    "a queue has no redrive",
    "each consumer has a dead-letter queue that keeps letters for 14 days",
    (graph) => change(graph, `${consumer}QueueQueue`, () => ({ redrivePolicy: undefined })),
  ),
  inGraph(
    "dead letters are kept for four days",
    "each consumer has a dead-letter queue that keeps letters for 14 days",
    (graph) => change(graph, `${consumer}DeadLettersQueue`, () => ({ messageRetentionSeconds: 345_600 })),
  ),
  inGraph(
    "two consumers share their dead letters",
    "each consumer has a dead-letter queue that keeps letters for 14 days",
    (graph) =>
      change(graph, "RecordPaymentConsumerQueueQueue", () => ({
        redrivePolicy: resourceNamed(graph, `${consumer}QueueQueue`).inputs["redrivePolicy"],
      })),
  ),
  inGraph(
    "the redrive comes before the last attempt",
    "the queue's own redrive stands well behind the router's attempts",
    (graph) =>
      change(graph, `${consumer}QueueQueue`, ({ redrivePolicy }) => ({
        redrivePolicy: withReceives(redrivePolicy, 3),
      })),
  ),
  inGraph(
    "a batch fails whole",
    "a batch fails in part, and no more invocations run than the router says",
    (graph) => change(graph, mapping, () => ({ functionResponseTypes: [] })),
  ),
  inGraph(
    "a consumer's concurrency is not bounded",
    "a batch fails in part, and no more invocations run than the router says",
    (graph) => change(graph, mapping, () => ({ scalingConfig: undefined })),
  ),
  inGraph(
    "a mapping is switched off",
    "a batch fails in part, and no more invocations run than the router says",
    (graph) => change(graph, mapping, () => ({ enabled: false })),
  ),
];

function withReceives(redrivePolicy: unknown, maxReceiveCount: number): string {
  const policy: Inputs = JSON.parse(String(redrivePolicy));
  return JSON.stringify({ ...policy, maxReceiveCount });
}
