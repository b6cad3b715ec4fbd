import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { environmentCredentials } from "@hookyard/aws/clients";
import { createDynamodbClient } from "@hookyard/aws/dynamodb-client";
import { createEventBridgeClient } from "@hookyard/aws/event-bridge-client";

/** What the peers know of a webhook that they verified. */
export interface Accepted {
  readonly id: string;
  readonly type: string;
  /** The body as text. */
  readonly text: string;
}

const options = { region: process.env["AWS_REGION"] ?? "", credentials: environmentCredentials(process.env) };
const dynamodb = createDynamodbClient({
  ...options,
  endpoint: process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? "",
});
const eventBridge = createEventBridgeClient({
  ...options,
  endpoint: process.env["AWS_ENDPOINT_URL_EVENTBRIDGE"] ?? "",
});
const TableName = process.env["HOOKYARD_TABLE"] ?? "";
const EventBusName = process.env["HOOKYARD_BUS"] ?? "";

/**
 * The same three calls that Hookyard makes for an event, by the SDK's clients as a team would make them: claim it, put it
 * on the bus, mark it as published. Fewer would promise less: without the mark, a crash between the two swallows the
 * provider's next try.
 */
export async function store({ id, type, text }: Accepted): Promise<void> {
  const Key = { pk: { S: `E#${id}` }, sk: { S: "E" } };
  await dynamodb.send(
    new PutItemCommand({
      TableName,
      Item: { ...Key, type: { S: type }, text: { S: text }, state: { S: "claimed" } },
      ConditionExpression: "attribute_not_exists(pk)",
    }),
  );
  const { FailedEntryCount } = await eventBridge.send(
    new PutEventsCommand({ Entries: [{ EventBusName, Source: "stripe", DetailType: type, Detail: text }] }),
  );
  if (FailedEntryCount !== 0) throw new Error("EventBridge did not take the event");
  await dynamodb.send(
    new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: "SET #state = :published",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":published": { S: "published" } },
    }),
  );
}
