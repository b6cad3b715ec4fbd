import { at, type Graph, type Inputs, named, ofType, type Resource } from "../graph.ts";
import { type Check, type Deployed, same } from "./check.ts";
import { consumerParts, ingestFunction, types } from "./consumer-parts.ts";
import { scheduleRoles } from "./schedule-parts.ts";

const receiving = ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"].map(
  (action) => `sqs:${action}`,
);

/** Traces and metrics: AWS knows no resources there. */
const withoutResources = /^(?:xray:Put|cloudwatch:GetMetricData$)/;

/** What a function may do: `action resource`, with the partitions of the table it is held to. */
type Grants = readonly string[];

export const permissionChecks: readonly Check[] = [
  {
    sentence:
      "the ingest function may put events on this bus and into the overflow, and write its own items and bodies",
    *problems({ graph }) {
      yield* sameGrants(graph, ingestFunction(graph), [
        ...publishing(graph),
        ...onTable(graph, ["BatchWriteItem", "UpdateItem"], ["R#*"]),
      ]);
    },
  },
  {
    sentence: "the overflow's function may drain its queue and put events on this bus",
    *problems({ graph }) {
      yield* sameGrants(graph, named(graph, types.function, "OverflowDrainFunction"), [
        `events:PutEvents ${arnOf(graph, types.bus, "BusBus")}`,
        ...receiving.map((action) => `${action} ${arnOf(graph, types.queue, "OverflowQueue")}`),
      ]);
    },
  },
  {
    sentence:
      "a consumer may read its own queue, write its own dead letters and its own items, and read bodies",
    *problems({ graph, router }) {
      for (const consumer of Object.values(router.consumers)) {
        const { function: of, queue, deadLetterQueue } = consumerParts(graph, consumer);
        yield* sameGrants(graph, of, [
          ...receiving.map((action) => `${action} ${String(queue.outputs["arn"])}`),
          `sqs:SendMessage ${String(deadLetterQueue.outputs["arn"])}`,
          ...onTable(graph, ["GetItem", "PutItem"], ["E#*"]),
          ...onTable(graph, ["GetItem", "PutItem", "UpdateItem"], ["J#*"]),
          ...onTable(graph, ["DeleteItem", "GetItem", "PutItem"], [`I#${consumer.name}#*`]),
          ...reading(graph),
        ]);
      }
    },
  },
  {
    sentence:
      "no permission is for all actions of a service, and none for all resources but where AWS has none to name",
    *problems({ graph }) {
      for (const { name } of ofType(graph, types.role)) {
        for (const { Effect, Action, Resource: on } of statementsOf(graph, named(graph, types.role, name))) {
          if (Effect !== "Allow") continue;
          const wide = list(Action).filter((action) => action.includes("*"));
          if (wide.length > 0) yield `${name} may ${wide.join(", ")}`;
          const everywhere =
            list(on).includes("*") && list(Action).some((action) => !withoutResources.test(action));
          if (everywhere) yield `${name} may ${list(Action).join(", ")} on every resource`;
        }
      }
    },
  },
  {
    sentence:
      "each role is of one function, Lambda alone may take it on, and it has no policy of somebody else's",
    *problems({ graph }) {
      const own = ofType(graph, types.policy).map(({ outputs }) => outputs["arn"]);
      const roles = ofType(graph, types.role).filter(
        ({ outputs }) => !scheduleRoles(graph).includes(outputs["arn"]),
      );
      for (const { name, inputs, outputs } of roles) {
        const users = ofType(graph, types.function).filter((of) => of.inputs["role"] === outputs["arn"]);
        yield* same(`${name}: functions`, users.length, 1);
        const trust = at(inputs, "assumeRolePolicy.Statement");
        const lambda = [
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
        ];
        yield* same(`${name}: trust`, trust, lambda);
        const policies = name === "ConsoleRole" ? own : [];
        yield* same(`${name}: managed policies`, inputs["managedPolicyArns"], policies);
      }
      yield* same(
        "attached policies",
        ofType(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").length,
        0,
      );
    },
  },
  {
    sentence: "a queue takes messages of its own rule alone, and nothing without TLS",
    *problems({ graph, router }) {
      for (const consumer of Object.values(router.consumers)) {
        const { queue, targetDeadLetterQueue, rule } = consumerParts(graph, consumer);
        for (const of of [queue, targetDeadLetterQueue]) yield* ownRuleOnly(graph, of, [rule.outputs["arn"]]);
      }
    },
  },
  {
    sentence: "no queue has a policy but those that a rule sends to, and none has two",
    *problems({ graph, router }) {
      const queues = ofType(graph, types.queuePolicy).map(({ inputs }) => inputs["queueUrl"]);
      if (new Set(queues).size !== queues.length) yield "two policies are of one queue: the last one wins";
      const wanted = Object.keys(router.consumers).length * 2 + (hasPartner({ router }) ? 1 : 0);
      yield* same("queue policies", queues.length, wanted);
    },
  },
];

export function* ownRuleOnly(graph: Graph, queue: Resource, rules: readonly unknown[]): Iterable<string> {
  const policy = ofType(graph, types.queuePolicy).find(
    ({ inputs }) => inputs["queueUrl"] === queue.outputs["url"],
  );
  yield* same(`${queue.name}: policy`, at(policy?.inputs, "policy.Statement"), [
    {
      Sid: "RulesSend",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue.outputs["arn"],
      Condition: { ArnEquals: { "aws:SourceArn": rules } },
    },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queue.outputs["arn"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}

/** What a function of the stage needs anyhow: its own log group, and traces, for which AWS has no resources. */
function always(graph: Graph, of: Resource): Grants {
  const group = ofType(graph, types.logGroup).find(
    ({ outputs }) => outputs["name"] === at(of.inputs, "loggingConfig.logGroup"),
  );
  const isTraced = at(of.inputs, "tracingConfig.mode") === "Active";
  const logs = `${String(group?.outputs["arn"])}:*`;
  return [
    `logs:CreateLogStream ${logs}`,
    `logs:PutLogEvents ${logs}`,
    ...(isTraced ? ["xray:PutTelemetryRecords *", "xray:PutTraceSegments *"] : []),
  ];
}

/** What the two functions may do that put events on the bus. */
export function publishing(graph: Graph): Grants {
  return [
    `events:PutEvents ${arnOf(graph, types.bus, "BusBus")}`,
    `sqs:SendMessage ${arnOf(graph, types.queue, "OverflowQueue")}`,
    ...onTable(graph, ["DeleteItem", "GetItem", "PutItem", "UpdateItem"], ["E#*", "HOURS"]),
    `s3:PutObject ${arnOf(graph, types.bucket, "BodiesBucket")}/bodies/*`,
    ...reading(graph),
  ];
}

export function reading(graph: Graph): Grants {
  const bucket = arnOf(graph, types.bucket, "BodiesBucket");
  return [`s3:GetObject ${bucket}/bodies/*`, `s3:ListBucket ${bucket}`];
}

/** Searching for events of a time. */
export function querying(graph: Graph): Grants {
  const table = arnOf(graph, types.table, "TableTable");
  return [
    ...onTable(graph, ["Query"], ["E#*", "HOURS"]),
    `dynamodb:Query ${table}/index/byTime of EVENTS#*#*`,
  ];
}

export function onTable(graph: Graph, actions: readonly string[], partitions: readonly string[]): Grants {
  const table = arnOf(graph, types.table, "TableTable");
  return actions.map((action) => `dynamodb:${action} ${table} of ${partitions.join(", ")}`);
}

export function arnOf(graph: Graph, type: string, name: string): string {
  return String(named(graph, type, name).outputs["arn"]);
}

export function* sameGrants(graph: Graph, of: Resource, expected: Grants): Iterable<string> {
  const role = ofType(graph, types.role).find(({ outputs }) => outputs["arn"] === of.inputs["role"]);
  const actual = role === undefined ? [] : grantsOf(graph, role);
  const wanted = [...expected, ...always(graph, of)];
  for (const grant of actual) if (!wanted.includes(grant)) yield `${of.name} may ${grant}`;
  for (const grant of wanted) if (!actual.includes(grant)) yield `${of.name} may not ${grant}`;
}

function grantsOf(graph: Graph, role: Resource): Grants {
  return statementsOf(graph, role).flatMap(({ Effect, Action, Resource: on, Condition }) => {
    const held = at(Condition, "ForAllValues:StringLike");
    const partitions = held === undefined ? undefined : (held as Inputs)["dynamodb:LeadingKeys"]; // safe: `at` gave an object's part
    const suffix = partitions === undefined ? "" : ` of ${list(partitions).join(", ")}`;
    const unless = Effect === "Allow" ? "" : "not ";
    return list(Action).flatMap((action) =>
      list(on).map((resource) => `${unless}${action} ${resource}${suffix}`),
    );
  });
}

/** Of a role's own policies, and of those that are attached to it. */
function statementsOf(graph: Graph, { inputs }: Resource): readonly Inputs[] {
  const attached = list(inputs["managedPolicyArns"]);
  const policies = [
    ...(inputs["inlinePolicies"] as readonly Inputs[]), // safe: a role's inline policies
    ...ofType(graph, types.policy)
      .filter(({ outputs }) => attached.includes(String(outputs["arn"])))
      .map((policy) => policy.inputs),
  ];
  return policies.flatMap((policy) => at(policy, "policy.Statement") as readonly Inputs[]); // safe: a policy's statements
}

function list(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function hasPartner({ router }: Pick<Deployed, "router">): boolean {
  return Object.values(router.sources).some(({ partnerBus }) => partnerBus !== undefined);
}

/** The actions that a function's role permits, whatever they are on. */
export function actionsOf(graph: Graph, of: Resource): readonly string[] {
  const role = ofType(graph, types.role).find(({ outputs }) => outputs["arn"] === of.inputs["role"]);
  return role === undefined ? [] : grantsOf(graph, role).map((grant) => grant.split(" ")[0] ?? "");
}
