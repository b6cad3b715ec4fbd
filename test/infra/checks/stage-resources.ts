import { secretName } from "../../../infra/names.ts";
import { needsSecret } from "../../../infra/secrets.ts";
import {
  readStageResources,
  stageResourcesName,
  stageResourcesVariable,
} from "../../../packages/aws/src/stage-resources.ts";
import { type Graph, named, ofType } from "../graph.ts";
import { type Check, same } from "./check.ts";
import { consumerParts, ingestFunction, types } from "./consumer-parts.ts";

export const stageResourceChecks: readonly Check[] = [
  {
    sentence: "the command line finds every resource of the stage through sst shell",
    *problems({ graph, router, settings }) {
      const text = JSON.stringify({ ...graph.links[stageResourcesName], type: "sst.sst.Linkable" });
      const read = readOrSay(text, graph.app.stage);
      if (typeof read === "string") return yield read;

      const { outputs: queue } = named(graph, types.queue, "OverflowQueue");
      yield* same("bus", read.bus, named(graph, types.bus, "BusBus").outputs["name"]);
      yield* same("archive", read.archive, named(graph, types.archive, "Archive").outputs["name"]);
      yield* same("table", read.table, named(graph, types.table, "TableTable").outputs["name"]);
      yield* same("bucket", read.bucket, named(graph, types.bucket, "BodiesBucket").outputs["bucket"]);
      yield* same("overflow queue", read.overflowQueue, queue["url"]);
      yield* same("ingest function", read.ingestFunction, ingestFunction(graph).outputs["name"]);
      yield* same("alarm topic", read.alarmTopic, named(graph, types.topic, "AlarmsTopic").outputs["arn"]);
      yield* same("url", read.url, address(graph, settings));
      for (const source of Object.keys(router.sources)) {
        yield* same(`secret of ${source}`, read.sources[source]?.secretName, secretName(source));
        const declared = ofType(graph, "sst:sst:Secret").some(({ name }) => name === secretName(source));
        if (!declared) yield `there is no sst.Secret ${secretName(source)}`;
      }
      yield* same("consumers", Object.keys(read.consumers), Object.keys(router.consumers));
      for (const consumer of Object.values(router.consumers)) {
        const parts = consumerParts(graph, consumer);
        yield* same(consumer.name, read.consumers[consumer.name], {
          queue: parts.queue.outputs["url"],
          deadLetterQueue: parts.deadLetterQueue.outputs["url"],
          targetDeadLetterQueue: parts.targetDeadLetterQueue.outputs["url"],
          function: parts.function.outputs["name"],
          rule: parts.rule.outputs["name"],
          mapping: parts.mapping.outputs["uuid"],
        });
      }
    },
  },
  {
    sentence: "what is linked holds names and addresses, and no secret",
    *problems({ graph, router }) {
      const text = JSON.stringify(graph.links[stageResourcesName]);
      const variables = JSON.stringify(ingestFunction(graph).inputs["environment"]);
      for (const { name: source } of Object.values(router.sources).filter(needsSecret)) {
        const secret = `secret-of-${source}`;
        if (!variables.includes(secret)) yield `the ingest function is not told ${source}'s secret`;
        if (text.includes(secret)) yield `the secret of ${source} is linked`;
      }
    },
  },
];

function readOrSay(text: string, stage: string): ReturnType<typeof readStageResources> | string {
  try {
    return readStageResources({ [stageResourcesVariable]: text }, stage);
  } catch (error) {
    return String(error);
  }
}

function address(graph: Graph, settings: { readonly domain?: string; readonly firewall?: object }): string {
  if (settings.domain !== undefined) return `https://${settings.domain}`;
  const [door] = ofType(graph, "aws:cloudfront/distribution:Distribution");
  if (door !== undefined) return `https://${String(door.outputs["domainName"])}`;
  return String(ofType(graph, types.functionUrl)[0]?.outputs["functionUrl"]).replace(/\/$/, "");
}
