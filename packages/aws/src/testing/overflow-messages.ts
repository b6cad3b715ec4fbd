import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { AwsWorld } from "./aws-world.ts";

/** What is in a world's overflow queue, ten at most, as a function is handed it. */
export async function overflowMessages(
  world: AwsWorld,
): Promise<readonly { readonly messageId: string; readonly body: string }[]> {
  const { Messages = [] } = await world.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: world.overflowQueue, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ MessageId = "", Body = "" }) => ({ messageId: MessageId, body: Body }));
}
