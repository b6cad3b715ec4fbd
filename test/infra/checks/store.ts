import { queueRetentionDays } from "../../../infra/queue.ts";
import {
  defaultRetentionSeconds,
  tableSchema,
  timeToLiveAttribute,
} from "../../../packages/aws/src/table/schema.ts";
import { at, type Inputs, named, ofType } from "../graph.ts";
import { type Check, same } from "./check.ts";
import { types } from "./consumer-parts.ts";

export const storeChecks: readonly Check[] = [
  {
    sentence: "there is one table, with the keys and the index that the adapters use",
    *problems({ graph }) {
      yield* same("tables", ofType(graph, types.table).length, 1);
      const { inputs } = named(graph, types.table, "TableTable");
      const schema = tableSchema("any");
      const [hash, range] = schema.KeySchema ?? [];
      yield* same("hash key", inputs["hashKey"], hash?.AttributeName);
      yield* same("range key", inputs["rangeKey"], range?.AttributeName);
      yield* same("billing", inputs["billingMode"], schema.BillingMode);
      yield* same(
        "attributes",
        inputs["attributes"],
        schema.AttributeDefinitions?.map(({ AttributeName, AttributeType }) => ({
          name: AttributeName,
          type: AttributeType,
        })),
      );
      const indexes = schema.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
        hashKey: KeySchema?.[0]?.AttributeName,
        name: IndexName,
        nonKeyAttributes: Projection?.NonKeyAttributes,
        projectionType: Projection?.ProjectionType,
        rangeKey: KeySchema?.[1]?.AttributeName,
      }));
      yield* same("indexes", inputs["globalSecondaryIndexes"], indexes);
    },
  },
  {
    sentence: "the table forgets by its time to live, and can be set back to any second of 35 days",
    *problems({ graph }) {
      const { inputs } = named(graph, types.table, "TableTable");
      yield* same("time to live", inputs["ttl"], { attributeName: timeToLiveAttribute, enabled: true });
      yield* same("point-in-time recovery", at(inputs, "pointInTimeRecovery.enabled"), true);
    },
  },
  {
    sentence: "the bucket is nobody's but ours: no public access, TLS only, no CORS",
    *problems({ graph }) {
      const bucket = named(graph, types.bucket, "BodiesBucket").outputs["bucket"];
      yield* same("buckets", ofType(graph, types.bucket).length, 1);
      const block = named(
        graph,
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "BodiesPublicAccessBlock",
      );
      yield* same("the bucket whose public access is blocked", block.inputs["bucket"], bucket);
      for (const kind of [
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
      ]) {
        yield* same(kind, block.inputs[kind], true);
      }
      yield* same("CORS", ofType(graph, "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration").length, 0);
      const policy = named(graph, "aws:s3/bucketPolicy:BucketPolicy", "BodiesPolicy");
      const statements = (at(policy.inputs, "policy.Statement") ?? []) as readonly Inputs[]; // safe: a policy's statements
      const allowed = statements.filter(({ Effect }) => Effect !== "Deny");
      yield* same("statements that let somebody in", allowed, []);
      const withoutTls = { Bool: { "aws:SecureTransport": ["false"] } };
      if (!statements.some(({ Condition }) => JSON.stringify(Condition) === JSON.stringify(withoutTls))) {
        yield "the bucket may be read without TLS";
      }
    },
  },
  {
    sentence:
      "the bucket forgets every body, those too that nothing leads to, two weeks after the archive and the history forget their events",
    *problems({ graph, router, settings }) {
      const { inputs } = named(
        graph,
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "BodiesLifecycle",
      );
      const rules = inputs["rules"] as readonly Inputs[]; // safe: a lifecycle's rules
      const days = rules.flatMap((rule) => at(rule, "expiration.days") ?? []);
      const horizons = Object.values(router.sources).map(({ provider }) => provider.horizonSeconds);
      const historyDays = Math.ceil(Math.max(defaultRetentionSeconds, ...horizons) / 86_400);
      const eventDays = Math.max(settings.archiveDays, historyDays);
      yield* same("days that bodies are kept", days, [eventDays + queueRetentionDays]);
      for (const rule of rules) {
        yield* same("state of a lifecycle rule", rule["status"], "Enabled");
        // A duplicate's text, and that of an event that was refused, have nothing that leads to them.
        const { prefix, ...narrower } = Object(rule["filter"]);
        yield* same("prefix that a lifecycle rule is for", prefix ?? "", "");
        yield* same("what else a lifecycle rule is for", Object.keys(narrower), []);
      }
    },
  },
  {
    sentence: "there is one bus, and its archive keeps every event of ours",
    *problems({ graph, settings }) {
      yield* same("buses", ofType(graph, types.bus).length, 1);
      yield* same("archives", ofType(graph, types.archive).length, 1);
      const { inputs } = named(graph, types.archive, "Archive");
      yield* same(
        "what is archived",
        inputs["eventSourceArn"],
        named(graph, types.bus, "BusBus").outputs["arn"],
      );
      yield* same("days that events are kept", inputs["retentionDays"], settings.archiveDays);
      yield* same("which are archived", inputs["eventPattern"], '{"source":[{"prefix":"hookyard."}]}');
    },
  },
  {
    sentence: "production is protected and keeps what it knows; every other stage goes whole",
    *problems({ graph }) {
      const isKept = graph.app.stage === "production";
      yield* same("protected from sst remove", graph.app.protect, isKept);
      yield* same("removal", graph.app.removal, isKept ? "retain" : "remove");
      const table = named(graph, types.table, "TableTable");
      const bucket = named(graph, types.bucket, "BodiesBucket");
      yield* same("table kept", table.options.retainOnDelete, isKept);
      yield* same("table protected from deletion", table.inputs["deletionProtectionEnabled"], isKept);
      yield* same("bucket kept", bucket.options.retainOnDelete, isKept);
      for (const part of graph.resources.filter(
        ({ type }) => type.startsWith("aws:s3/bucket") && !type.includes("Object"),
      )) {
        yield* same(`${part.name} kept`, part.options.retainOnDelete, isKept);
      }
      yield* same("bucket emptied", bucket.inputs["forceDestroy"], !isKept);
      if (isKept) return;
      const left = graph.resources.filter(
        ({ options, type }) => options.retainOnDelete && !type.startsWith("sst:"),
      );
      for (const { type, name } of left) yield `${type} ${name} is left behind`;
    },
  },
];
