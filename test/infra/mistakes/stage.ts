import { type Graph, named } from "../graph.ts";
import { add, change, drop, inGraph, type Mistake, replaceResource, resourceNamed } from "./mistake.ts";

const consumer = "FulfilOrderConsumer";
const store = {
  keys: "there is one table, with the keys and the index that the adapters use",
  forgets: "the table forgets by its time to live, and can be set back to any second of 35 days",
  bucket: "the bucket is nobody's but ours: no public access, TLS only, no CORS",
  bodies:
    "the bucket forgets every body, those too that nothing leads to, two weeks after the archive and the history forget their events",
  archive: "there is one bus, and its archive keeps every event of ours",
  kept: "production is protected and keeps what it knows; every other stage goes whole",
} as const;
const publishing =
  "who publishes sets off an alarm when it cannot look for duplicates, tell the history, keep a body, or reach a rule";
const overflow = "what EventBridge refuses waits in the overflow queue, which a function drains";
const found = "the command line finds every resource of the stage through sst shell";

export const stageMistakes: readonly Mistake[] = [
  inGraph("the index has another key", store.keys, (graph) =>
    change(graph, "TableTable", () => ({ globalSecondaryIndexes: [] })),
  ),
  inGraph("the index holds whole items, so that each costs twice", store.keys, (graph) =>
    change(graph, "TableTable", ({ globalSecondaryIndexes }) => ({
      globalSecondaryIndexes: [
        { ...Object(Object(globalSecondaryIndexes)[0]), projectionType: "ALL", nonKeyAttributes: undefined },
      ],
    })),
  ),
  inGraph("the index lacks what lists are searched by", store.keys, (graph) =>
    change(graph, "TableTable", ({ globalSecondaryIndexes }) => {
      const index = Object(Object(globalSecondaryIndexes)[0]);
      return { globalSecondaryIndexes: [{ ...index, nonKeyAttributes: index.nonKeyAttributes.slice(1) }] };
    }),
  ),
  inGraph("the table never forgets", store.forgets, (graph) =>
    change(graph, "TableTable", () => ({ ttl: undefined })),
  ),
  inGraph("the table cannot be set back", store.forgets, (graph) =>
    change(graph, "TableTable", () => ({ pointInTimeRecovery: { enabled: false } })),
  ),
  inGraph("the bucket may be made public", store.bucket, (graph) =>
    change(graph, "BodiesPublicAccessBlock", () => ({ restrictPublicBuckets: false })),
  ),
  inGraph("the bucket has SST's CORS", store.bucket, (graph) =>
    add(graph, {
      type: "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
      name: "BodiesCors",
      inputs: {},
    }),
  ),
  inGraph("the bucket may be read without TLS", store.bucket, (graph) =>
    change(graph, "BodiesPolicy", () => ({ policy: JSON.stringify({ Statement: [] }) })),
  ),
  inGraph("bodies are forgotten before their events", store.bodies, (graph) =>
    change(graph, "BodiesLifecycle", () => ({ rules: [{ status: "Enabled", expiration: { days: 7 } }] })),
  ),
  inGraph("bodies that nothing leads to stay for ever", store.bodies, (graph) =>
    change(graph, "BodiesLifecycle", ({ rules }) => ({
      rules: [{ ...Object(Object(rules)[0]), filter: { tag: { key: "claimed", value: "yes" } } }],
    })),
  ),
  inGraph("the archive is dropped", store.archive, (graph) => drop(graph, "Archive")),
  inGraph("the archive keeps a part", store.archive, (graph) =>
    change(graph, "Archive", () => ({ eventPattern: '{"source":["hookyard.stripe"]}' })),
  ),
  inGraph("removing production is allowed", store.kept, (graph) => ({
    ...graph,
    app: { ...graph.app, protect: false },
  })),
  inGraph("production's table is not kept", store.kept, (graph) =>
    replaceResource(graph, "TableTable", (resource) => ({ ...resource, options: { retainOnDelete: false } })),
  ),
  inGraph("production's bucket is kept without what makes it private", store.kept, (graph) =>
    replaceResource(graph, "BodiesPublicAccessBlock", (resource) => ({
      ...resource,
      options: { retainOnDelete: false },
    })),
  ),
  inGraph("production's bucket is emptied", store.kept, (graph) =>
    change(graph, "BodiesBucket", () => ({ forceDestroy: true })),
  ),

  inGraph("nothing drains the overflow", overflow, (graph) => drop(graph, "OverflowSubscriber")),
  inGraph("one bad event holds up the overflow", overflow, (graph) =>
    change(graph, "OverflowSubscriber", () => ({ functionResponseTypes: [] })),
  ),
  inGraph(
    "the overflow keeps events for four days",
    "the overflow queue keeps events for 14 days, and what cannot be drained for 14 more",
    (graph) => change(graph, "OverflowQueue", () => ({ messageRetentionSeconds: undefined })),
  ),

  inGraph(
    "dead letters set off nothing",
    "dead letters of any kind set off an alarm at the first one",
    (graph) => drop(graph, `${consumer}DeadLettersAlarm`),
  ),
  inGraph(
    "the overflow's dead letters set off nothing",
    "dead letters of any kind set off an alarm at the first one",
    (graph) => drop(graph, "OverflowDeadLettersAlarm"),
  ),
  inGraph(
    "ten dead letters are no alarm",
    "dead letters of any kind set off an alarm at the first one",
    (graph) => change(graph, `${consumer}DeadLettersAlarm`, () => ({ threshold: 10 })),
  ),
  inGraph(
    "a week's wait is no alarm",
    "an old delivery sets off an alarm, later than ordinary retries would and sooner than a day",
    (graph) => change(graph, `${consumer}AgeAlarm`, () => ({ threshold: 604_800 })),
  ),
  inGraph("an alarm looks at the default bus", "a rule that cannot deliver sets off an alarm", (graph) =>
    change(graph, `${consumer}FailedInvocationsAlarm`, ({ dimensions }) => ({
      dimensions: { RuleName: Object(dimensions).RuleName },
    })),
  ),
  inGraph(
    "throttles set off nothing",
    "a function that fails, or is not let run, sets off an alarm",
    (graph) => drop(graph, "IngestThrottlesAlarm"),
  ),
  inGraph(
    "5xx set off nothing",
    "the ingest sets off an alarm when it answers 5xx, or cannot store",
    (graph) => drop(graph, "Ingest5xxAlarm"),
  ),
  inGraph("the dedupe fails open unseen", publishing, (graph) =>
    change(graph, "IngestDedupeFailedOpenAlarm", () => ({ metricName: "DedupeFailedOpened" })),
  ),
  inGraph("a letter that no queue knows sets off nothing", publishing, (graph) =>
    drop(graph, "IngestUnroutableAlarm"),
  ),
  inGraph("the history falls behind unseen", publishing, (graph) =>
    change(graph, "IngestHistoryUnavailableAlarm", () => ({ threshold: 100 })),
  ),
  inGraph("the bucket fails unseen", publishing, (graph) =>
    change(graph, "IngestBucketUnavailableAlarm", ({ dimensions }) => ({
      dimensions: { ...Object(dimensions), service: "consumer" },
    })),
  ),
  inGraph("an overflow sets off nothing", "an overflow that does not empty sets off an alarm", (graph) =>
    drop(graph, "OverflowUsedAlarm"),
  ),
  inGraph(
    "an alarm tells nobody",
    "every alarm tells the topic that it began and that it ended, and is quiet without data, but where silence is what it tells",
    (graph) => change(graph, `${consumer}ErrorsAlarm`, () => ({ alarmActions: [] })),
  ),
  inGraph("two alarms have one name", "no two alarms have one name, since the last one would win", (graph) =>
    change(graph, `${consumer}ErrorsAlarm`, () => ({
      name: resourceNamed(graph, "IngestErrorsAlarm").inputs["name"],
    })),
  ),
  inGraph(
    "the dashboard lacks a consumer",
    "the dashboard shows what comes in, and of each consumer what waits and what is dead",
    (graph) =>
      change(graph, "Dashboard", ({ dashboardBody }) => ({
        dashboardBody: String(dashboardBody).replaceAll(
          String(resourceNamed(graph, `${consumer}DeadLettersQueue`).outputs["name"]),
          "gone",
        ),
      })),
  ),

  inGraph("the command line is told of no stage", found, (graph) => ({ ...graph, links: {} })),
  inGraph("the command line is told another table", found, (graph) => link(graph, { table: "another" })),
  inGraph("the command line is told one consumer less", found, (graph) => link(graph, { consumers: {} })),
  inGraph("a secret is linked", "what is linked holds names and addresses, and no secret", (graph) =>
    link(graph, { sources: { stripe: { secretName: "StripeSecret", value: "secret-of-stripe" } } }),
  ),
];

function link(graph: Graph, more: Readonly<Record<string, unknown>>): Graph {
  named(graph, "sst:sst:Linkable", "HookyardStage");
  return { ...graph, links: { HookyardStage: { ...graph.links["HookyardStage"], ...more } } };
}
