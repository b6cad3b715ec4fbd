import { setTimeout as sleep } from "node:timers/promises";
import { leanPutEventsCall } from "@hookyard/aws/bus/lean-put-events-call";
import { environmentCredentials } from "@hookyard/aws/clients";
import { leanTableCalls } from "@hookyard/aws/table/lean-table-calls";
import type { Accepted } from "./aws-calls.ts";

const options = {
  region: process.env["AWS_REGION"] ?? "",
  credentials: environmentCredentials(process.env),
  now: Date.now,
  random: Math.random,
  sleep: (milliseconds: number) => sleep(milliseconds),
};
const table = leanTableCalls({ ...options, endpoint: process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? "" });
const putEvents = leanPutEventsCall({
  ...options,
  endpoint: process.env["AWS_ENDPOINT_URL_EVENTBRIDGE"] ?? "",
});
const TableName = process.env["HOOKYARD_TABLE"] ?? "";
const EventBusName = process.env["HOOKYARD_BUS"] ?? "";

/** What `aws-calls.ts` does with the SDK. */
export async function storeLean({ id, type, text }: Accepted): Promise<void> {
  const Key = { pk: { S: `E#${id}` }, sk: { S: "E" } };
  await table.putItem({
    TableName,
    Item: { ...Key, type: { S: type }, text: { S: text }, state: { S: "claimed" } },
    ConditionExpression: "attribute_not_exists(pk)",
  });
  const [answer] = await putEvents([{ EventBusName, Source: "stripe", DetailType: type, Detail: text }]);
  if (answer?.EventId === undefined) throw new Error("EventBridge did not take the event");
  await table.updateItem({
    TableName,
    Key,
    UpdateExpression: "SET #state = :published",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":published": { S: "published" } },
  });
}
