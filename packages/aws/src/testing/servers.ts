import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import dynalite from "dynalite";

/** Independent parts that speak AWS's protocols on loopback, and the clock that they share with the test. */
export interface AwsServers {
  readonly dynamodbEndpoint: string;
  readonly sqsEndpoint: string;
  /** Milliseconds since 1970: the real time, and what it was moved by. */
  now(): number;
  /** Moves the clock of SQS. DynamoDB has none here: nothing expires by itself. */
  advance(seconds: number): void;
}

let servers: Promise<AwsServers> | undefined;

/** One DynamoDB and one SQS a test process, started when first asked for; they end with it. */
export function awsServers(): Promise<AwsServers> {
  servers ??= start();
  return servers;
}

async function start(): Promise<AwsServers> {
  const offset = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  const [dynamodbEndpoint, sqsEndpoint] = await Promise.all([startDynamodb(), startSqs(offset)]);
  return {
    dynamodbEndpoint,
    sqsEndpoint,
    now: () => Math.floor(Date.now() + (offset[0] ?? 0)),
    advance(seconds) {
      offset[0] = (offset[0] ?? 0) + seconds * 1000;
    },
  };
}

async function startDynamodb(): Promise<string> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return endpointOf(server.address() as AddressInfo); // safe: it listens on a port
}

async function startSqs(offset: Float64Array): Promise<string> {
  const worker = new Worker(new URL("./sqs-thread.ts", import.meta.url), { workerData: { offset } });
  const [address] = (await once(worker, "message")) as [AddressInfo]; // safe: the thread's only message
  worker.unref();
  return endpointOf(address);
}

function endpointOf({ port }: AddressInfo): string {
  return `http://127.0.0.1:${port}`;
}
