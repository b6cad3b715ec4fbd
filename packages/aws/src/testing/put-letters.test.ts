import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { brokenFailure, ReplayWorld } from "@hookyard/core/port/replay-harness";
import { expect, test } from "vitest";
import { type AwsUnderTest, createAwsUnderTest } from "./aws-under-test.ts";
import { putLetters } from "./put-letters.ts";

test("a letter that is put there is like one that was published, handed out and died", async () => {
  const [one, other] = [await createAwsUnderTest(), await createAwsUnderTest()];
  const entry = busEntry({ providerId: "a" });

  await new ReplayWorld(one).letters([{ providerId: "a" }]);
  await putLetters(other.world, [
    { entry, consumer: "fulfil-order", reason: "permanent", failure: brokenFailure },
  ]);

  expect(await itemsOf(other)).toEqual(await itemsOf(one));
  expect(await messageOf(other)).toEqual(await messageOf(one));
  await one.close();
  await other.close();
});

/** All that the table holds, without what differs by the moment or by chance. */
async function itemsOf({ world: { dynamodb, table } }: AwsUnderTest): Promise<readonly string[]> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: table }));
  return Items.filter(({ pk }) => pk?.S !== "HOURS")
    .map((item) => withoutMoment(item))
    .toSorted();
}

async function messageOf({ world: { sqs, consumers } }: AwsUnderTest): Promise<unknown> {
  const QueueUrl = consumers["fulfil-order"]?.deadLetterQueue;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"] }),
  );
  return Messages.map(({ Body, MessageAttributes }) => [
    (JSON.parse(Body ?? "") as { readonly detail?: unknown }).detail, // safe: an envelope
    withoutMoment(MessageAttributes ?? {}),
  ]);
}

function withoutMoment(item: object): string {
  return JSON.stringify(Object.entries(item).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    .replaceAll(/20\d\d-(?!01-01)\d\d-\d\dT[\d:.]+Z/g, "(time)")
    .replaceAll(/#20\d\d-\d\d-\d\dT\d\d/g, "#(hour)")
    .replaceAll(/"N":"\d{10,13}"/g, "(time)")
    .replaceAll(/D![\w -]+|"claim",\{"S":"[^"]+"/g, "(claim)");
}
