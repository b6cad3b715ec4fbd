import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type StageResources, stageResourcesVariable } from "../../stage-resources.ts";
import { generateLetters } from "./generated-letters.ts";
import { createGeneratedTable } from "./generated-table.ts";
import { createHeldConsumer } from "./held-consumer.ts";
import { answerTable, type TableAnswer, type TableRequest } from "./table-answers.ts";

/**
 * A stage with as many dead letters as one likes, on loopback: DynamoDB and SQS as far as a replay asks them, in their own
 * words. Letters are made when they are asked for, so that a million take no room and no time to put there; it is no
 * emulator, and refuses what it does not know. How the adapters hold against independent parts, other suites show.
 */
export interface ManyLettersStage {
  readonly env: Readonly<Record<string, string>>;
  /** Deliveries that the consumer has done. */
  readonly done: number;
  readonly onTheirWay: number;
  /** Letters that were listed, as often as each was. */
  readonly listed: number;
  /** Called after each answer. */
  onAnswer: () => void;
  close(): void;
}

export interface ManyLettersOptions {
  readonly letters: number;
  readonly consumer: string;
  readonly stage?: string;
  /** The consumer keeps so many deliveries on their way, until all were sent. Default: 0. */
  readonly held?: number;
  /** The job's: so many are done first, without any being held. Default: 10. */
  readonly canary?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const anHour = 3_600_000;

export async function startManyLettersStage(options: ManyLettersOptions): Promise<ManyLettersStage> {
  const { letters: count, consumer, stage = "production", held = 0, canary = 10, now } = options;
  const letters = generateLetters({ count, consumer, start: now() - anHour - count });
  const table = createGeneratedTable(letters);
  const worker = createHeldConsumer({ table, consumer, total: count, held, canary, now });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const [service = "", operation = ""] = String(request.headers["x-amz-target"]).split(".");
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      const answer: TableAnswer =
        service === "AmazonSQS"
          ? answerQueue(operation, body as QueueRequest, worker.receive) // safe: the client's own serialiser
          : answerTable(table, operation, body as TableRequest); // safe: as above
      worker.work();
      const status = answer.__type === undefined ? 200 : 400;
      response
        .writeHead(status, { "content-type": "application/x-amz-json-1.0" })
        .end(JSON.stringify(answer));
      result.onAnswer();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  const endpoint = `http://127.0.0.1:${port}`;
  const result: ManyLettersStage = {
    env: {
      [stageResourcesVariable]: JSON.stringify(resourcesOf(endpoint, stage, consumer)),
      AWS_ACCESS_KEY_ID: "AKIATEST",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: endpoint,
    },
    onAnswer: () => undefined,
    get done() {
      return worker.done;
    },
    get onTheirWay() {
      return worker.onTheirWay;
    },
    get listed() {
      return table.listed;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return result;
}

interface QueueRequest {
  readonly Entries?: readonly { readonly Id: string; readonly MessageBody: string }[];
}

/** The queues are empty to whoever looks: the consumer is in here, and what is dead is in the table. */
function answerQueue(
  operation: string,
  { Entries = [] }: QueueRequest,
  receive: (eventId: string) => void,
): TableAnswer {
  switch (operation) {
    case "GetQueueAttributes":
      return { Attributes: { ApproximateNumberOfMessages: "0" } };
    case "ReceiveMessage":
      return {};
    case "SendMessageBatch":
      return {
        Successful: Entries.map(({ Id, MessageBody }) => {
          receive(/evt_[0-9a-f]{32}/.exec(MessageBody)?.[0] ?? "");
          const MD5OfMessageBody = createHash("md5").update(MessageBody).digest("hex");
          return { Id, MessageId: Id, MD5OfMessageBody };
        }),
      };
    default:
      throw new Error(`the stand-in knows no ${operation}`);
  }
}

function resourcesOf(endpoint: string, stage: string, consumer: string): StageResources {
  const url = (name: string): string => `${endpoint}/123456789012/${name}`;
  return {
    url: "https://hooks.example.com",
    region: "us-east-1",
    stage,
    bus: "bus",
    archive: "archive",
    table: "table",
    bucket: "bucket",
    overflowQueue: url("overflow"),
    ingestFunction: "ingest",
    alarmTopic: "arn:aws:sns:us-east-1:123456789012:alarms",
    sources: { stripe: { secretName: "SecretOfstripe" } },
    consumers: {
      [consumer]: {
        queue: url(consumer),
        deadLetterQueue: url(`${consumer}-dlq`),
        targetDeadLetterQueue: url(`${consumer}-target`),
        function: consumer,
        rule: consumer,
        mapping: consumer,
      },
    },
  };
}
