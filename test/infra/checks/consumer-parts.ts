import type { ConsumerDefinition } from "@hookyard/core";
import { at, type Graph, Missing, named, ofType, type Resource, withOutput } from "../graph.ts";
import { consumerName } from "../../../infra/names.ts";

export const types = {
  alias: "aws:lambda/alias:Alias",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  archive: "aws:cloudwatch/eventArchive:EventArchive",
  bus: "aws:cloudwatch/eventBus:EventBus",
  bucket: "aws:s3/bucket:Bucket",
  dashboard: "aws:cloudwatch/dashboard:Dashboard",
  function: "aws:lambda/function:Function",
  functionUrl: "aws:lambda/functionUrl:FunctionUrl",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  mapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
  permission: "aws:lambda/permission:Permission",
  policy: "aws:iam/policy:Policy",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  role: "aws:iam/role:Role",
  rule: "aws:cloudwatch/eventRule:EventRule",
  table: "aws:dynamodb/table:Table",
  target: "aws:cloudwatch/eventTarget:EventTarget",
  topic: "aws:sns/topic:Topic",
} as const;

/** What one consumer became, found by following the references from its rule, not by names. */
export interface ConsumerParts {
  readonly rule: Resource;
  readonly target: Resource;
  readonly queue: Resource;
  readonly deadLetterQueue: Resource;
  readonly targetDeadLetterQueue: Resource;
  readonly mapping: Resource;
  readonly function: Resource;
  readonly role: Resource;
}

export function consumerParts(graph: Graph, { name }: ConsumerDefinition): ConsumerParts {
  const rule = named(graph, types.rule, `${consumerName(name)}Rule`);
  const target = only(graph, types.target, "rule", rule.outputs["name"]);
  const queue = withOutput(graph, types.queue, "arn", target.inputs["arn"]);
  const mapping = only(graph, types.mapping, "eventSourceArn", queue.outputs["arn"]);
  const alias = withOutput(graph, types.alias, "arn", mapping.inputs["functionName"]);
  const of = withOutput(graph, types.function, "name", alias.inputs["functionName"]);
  return {
    rule,
    target,
    queue,
    deadLetterQueue: withOutput(
      graph,
      types.queue,
      "arn",
      at(queue.inputs, "redrivePolicy.deadLetterTargetArn"),
    ),
    targetDeadLetterQueue: withOutput(graph, types.queue, "arn", at(target.inputs, "deadLetterConfig.arn")),
    mapping,
    function: of,
    role: withOutput(graph, types.role, "arn", of.inputs["role"]),
  };
}

/** The ingest function: the one whose logs are the ingest's. */
export function ingestFunction(graph: Graph): Resource {
  return named(graph, types.function, "IngestFunction");
}

/** The only resource of a type with this input. Throws when there is none, or more. */
export function only(graph: Graph, type: string, input: string, value: unknown): Resource {
  const [first, ...more] = ofType(graph, type).filter(({ inputs }) => inputs[input] === value);
  if (first === undefined)
    throw new Missing(`there is no ${type} whose ${input} is ${JSON.stringify(value)}`);
  if (more.length > 0)
    throw new Missing(`there are ${more.length + 1} of ${type} whose ${input} is ${JSON.stringify(value)}`);
  return first;
}

/** The variables of a function. */
export function environmentOf(resource: Pick<Resource, "inputs">): Readonly<Record<string, string>> {
  const variables = at(resource.inputs, "environment.variables");
  return (variables ?? {}) as Readonly<Record<string, string>>; // safe: Lambda's variables are texts
}
