import { createServer } from "node:net";
import { createSqsServer } from "local-aws-sqs";
import { awsCall } from "./aws-call.ts";
import type { LoopbackServer } from "./http-server.ts";

/** A message with everything that SQS says of it. */
export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue?: string }>
  >;
}

export interface Sqs extends LoopbackServer {
  create(name: string, attributes?: Readonly<Record<string, string>>): Promise<string>;
  send(queue: string, body: string): Promise<void>;
  receive(queue: string, max?: number, visibilitySeconds?: number): Promise<readonly ReceivedMessage[]>;
  delete(queue: string, message: ReceivedMessage): Promise<void>;
}

/** SQS by `local-aws-sqs`, on a free port. */
export async function startSqs(): Promise<Sqs> {
  const port = await freePort();
  const server = await createSqsServer({ port, hostname: "127.0.0.1", region: "eu-west-1" });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
    async create(QueueName, Attributes = {}) {
      const created = await awsCall<{ readonly QueueUrl: string }>(url, "AmazonSQS.CreateQueue", {
        QueueName,
        Attributes,
      });
      return created.QueueUrl;
    },
    async send(QueueUrl, MessageBody) {
      await awsCall(url, "AmazonSQS.SendMessage", { QueueUrl, MessageBody });
    },
    async receive(QueueUrl, MaxNumberOfMessages = 10, VisibilityTimeout = 180) {
      const { Messages = [] } = await awsCall<{ readonly Messages?: readonly ReceivedMessage[] }>(
        url,
        "AmazonSQS.ReceiveMessage",
        {
          QueueUrl,
          MaxNumberOfMessages,
          VisibilityTimeout,
          WaitTimeSeconds: 0,
          MessageAttributeNames: ["All"],
          AttributeNames: ["All"],
        },
      );
      return Messages;
    },
    async delete(QueueUrl, { ReceiptHandle }) {
      await awsCall(url, "AmazonSQS.DeleteMessage", { QueueUrl, ReceiptHandle });
    },
  };
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
  });
  return promise;
}
