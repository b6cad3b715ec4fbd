import { add, change, inGraph, type Mistake, permit, resourceNamed } from "./mistake.ts";

const consumer = "FulfilOrderConsumer";

const ingestMay =
  "the ingest function may put events on this bus and into the overflow, and write its own items and bodies";
const consumerMay =
  "a consumer may read its own queue, write its own dead letters and its own items, and read bodies";
const drainMay = "the overflow's function may drain its queue and put events on this bus";
const noWildcard =
  "no permission is for all actions of a service, and none for all resources but where AWS has none to name";
const roles =
  "each role is of one function, Lambda alone may take it on, and it has no policy of somebody else's";
const ownRule = "a queue takes messages of its own rule alone, and nothing without TLS";
const onePolicy = "no queue has a policy but those that a rule sends to, and none has two";

export const permissionMistakes: readonly Mistake[] = [
  inGraph("the ingest is linked to the bus", ingestMay, (graph) =>
    allow(graph, "IngestRole", "events:*", "*"),
  ),
  inGraph("the ingest may not use the overflow", ingestMay, (graph) =>
    permit(graph, "IngestRole", (statements) =>
      statements.filter(({ Action }) => !String(Action).includes("sqs:")),
    ),
  ),
  inGraph("the ingest may write every item", ingestMay, (graph) =>
    permit(graph, "IngestRole", (statements) =>
      statements.map((statement) => ({ ...statement, Condition: undefined })),
    ),
  ),
  inGraph("the overflow's function may send to every queue", drainMay, (graph) =>
    allow(graph, "OverflowDrainRole", "sqs:SendMessage", "*"),
  ),
  inGraph("a consumer may read another's queue", consumerMay, (graph) =>
    allow(
      graph,
      `${consumer}Role`,
      "sqs:ReceiveMessage",
      String(resourceNamed(graph, "RecordPaymentConsumerQueueQueue").outputs["arn"]),
    ),
  ),
  inGraph("a consumer may put events on the bus", consumerMay, (graph) =>
    allow(
      graph,
      `${consumer}Role`,
      "events:PutEvents",
      String(resourceNamed(graph, "BusBus").outputs["arn"]),
    ),
  ),
  inGraph("a consumer may not write its dead letters", consumerMay, (graph) =>
    permit(graph, `${consumer}Role`, (statements) =>
      statements.filter(({ Action }) => !String(Action).includes("SendMessage")),
    ),
  ),
  inGraph("a consumer may do anything with queues", noWildcard, (graph) =>
    allow(graph, `${consumer}Role`, "sqs:*", "arn:x"),
  ),
  inGraph("a consumer may read every table", noWildcard, (graph) =>
    allow(graph, `${consumer}Role`, "dynamodb:GetItem", "*"),
  ),
  inGraph("the account may take on a role", roles, (graph) =>
    change(graph, `${consumer}Role`, () => ({
      assumeRolePolicy: JSON.stringify({
        Statement: [
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::123456789012:root" } },
        ],
      }),
    })),
  ),
  inGraph("two functions share a role", roles, (graph) =>
    change(graph, "RecordPaymentConsumerFunction", () => ({
      role: resourceNamed(graph, `${consumer}Role`).outputs["arn"],
    })),
  ),
  inGraph("a role has SST's managed policy", roles, (graph) =>
    change(graph, `${consumer}Role`, () => ({
      managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
    })),
  ),
  inGraph("a queue takes messages of all of EventBridge", ownRule, (graph) =>
    change(graph, `${consumer}QueuePolicy`, ({ policy }) => ({ policy: withoutCondition(policy) })),
  ),
  inGraph("a queue takes messages of another's rule", ownRule, (graph) =>
    change(graph, `${consumer}TargetDeadLettersPolicy`, ({ policy }) => ({
      policy: String(policy).replace("FulfilOrderConsumerRule", "RecordPaymentConsumerRule"),
    })),
  ),
  inGraph("SST's own policy is beside ours", onePolicy, (graph) =>
    add(graph, { ...resourceNamed(graph, `${consumer}QueuePolicy`), name: "Another" }),
  ),
];

function allow(
  graph: Parameters<typeof permit>[0],
  role: string,
  action: string,
  resource: string,
): typeof graph {
  return permit(graph, role, (statements) => [
    ...statements,
    { Effect: "Allow", Action: [action], Resource: [resource] },
  ]);
}

function withoutCondition(policy: unknown): string {
  return JSON.stringify(JSON.parse(String(policy)), (key, value) =>
    key === "Condition" ? undefined : value,
  );
}
