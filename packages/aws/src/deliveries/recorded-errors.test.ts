import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld } from "../testing/delivery-world.ts";
import { serviceError } from "../testing/event-bridge-service.ts";
import { createImpatientPorts, type ImpatientPorts } from "../testing/impatient-ports.ts";

const consumer = "fulfil-order";
const failure = { name: "Error", message: "no such order", permanent: false };

let world: DeliveryWorld;
let ports: ImpatientPorts;
beforeAll(async () => {
  world = await createDeliveryWorld();
  ports = await createImpatientPorts(world);
});
// What one test leaves behind when it fails is not the next one's.
afterEach(async () => {
  world.aws.faults.sqs = undefined;
  world.aws.advance(31);
  for (const { lease } of await ports.deliveries.receive(consumer, { max: 10, leaseSeconds: 30 }))
    await ports.deliveries.complete(lease);
});
afterAll(async () => {
  ports.close();
  await world.aws.close();
});

interface RecordedError {
  readonly service: string;
  readonly test: string;
  readonly key: string;
  readonly error: { readonly Code: string; readonly Message: string };
  readonly status: number;
}

/** Responses of AWS itself, where they are at hand; they are no part of the repository. */
const file = join(import.meta.dirname, "../../../../../shared/conformance/aws-errors.jsonl");
const recorded: readonly RecordedError[] = existsSync(file)
  ? readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line))
  : [];
const fromSqs = recorded.filter(({ service }) => service === "sqs");

describe.skipIf(fromSqs.length === 0)(
  "errors recorded from SQS (shared/conformance/aws-errors.jsonl)",
  () => {
    test.each(fromSqs.map((one) => [`${one.error.Code}, ${one.key}, ${one.test}`, one] as const))(
      "%s: is told, and the delivery goes on when it is over",
      async (_name, { error, status }) => {
        const id = await world.deliver({ providerId: crypto.randomUUID() });
        const refuse = (): Response => serviceError(error.Code, error.Message, status);
        const { deliveries } = ports;
        const receive = () => deliveries.receive(consumer, { max: 1, leaseSeconds: 30 });

        world.aws.faults.sqs = refuse;
        await expect(receive()).rejects.toMatchObject({ message: error.Message });
        world.aws.faults.sqs = undefined;
        const [first] = await receive();
        world.aws.faults.sqs = refuse;
        const buried =
          first === undefined ? undefined : deliveries.deadLetter(first.lease, "permanent", failure);
        await expect(buried).rejects.toMatchObject({ message: error.Message });
        world.aws.faults.sqs = undefined;
        world.aws.advance(31);
        const [second] = await receive();
        if (second !== undefined) await deliveries.complete(second.lease);

        expect(second).toMatchObject({ attempt: 2, lease: { deliveryId: `${id}:${consumer}` } });
        expect(await world.delivery(id)).toMatchObject({ state: "done" });
        expect(await world.count(world.queues[consumer]?.deadLetterQueue ?? "")).toBe(0);
      },
    );
  },
);
