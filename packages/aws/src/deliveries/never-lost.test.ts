import { bypass } from "msw";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WireFault } from "../testing/aws-world.ts";
import { createDeliveryWorld, type DeliveryWorld } from "../testing/delivery-world.ts";
import { serviceError } from "../testing/event-bridge-service.ts";
import { createImpatientPorts, type ImpatientPorts } from "../testing/impatient-ports.ts";

const consumer = "fulfil-order";
const failure = { name: "Error", message: "no such order", permanent: false };
/** More calls to one service than the whole way of a delivery takes. */
const mostCalls = 40;
const mostTurns = 30;

let world: DeliveryWorld;
let ports: ImpatientPorts;
beforeAll(async () => {
  world = await createDeliveryWorld();
  ports = await createImpatientPorts(world);
});
afterAll(async () => {
  ports.close();
  await world.aws.close();
});

/** The `number`-th request is answered like this, and no other. */
function onCall(
  number: number,
  answer: WireFault,
): { readonly fault: WireFault; readonly calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    fault: (request) => (calls++ === number ? answer(request) : undefined),
  };
}

/** What a consumer and an operator do, who are told of errors and go on. */
async function turn(id: string): Promise<void> {
  const { deliveries, deadLetters, texts } = ports;
  const [delivery] = await deliveries.receive(consumer, { max: 1, leaseSeconds: 30 });
  if (delivery === undefined) {
    const record = await world.delivery(id);
    if (record?.state === "dead") await deadLetters.replay({ ids: [`${id}:${consumer}`] }, 1);
    return;
  }
  const { lease, attempt, replay, text } = delivery;
  texts.set(id, text);
  if (replay > 0) await deliveries.complete(lease);
  else if (attempt === 1) await deliveries.retryAt(lease, new Date(world.aws.now()), failure);
  else await deliveries.deadLetter(lease, "permanent", failure);
}

/** From the queue over a retry, a dead letter and a replay to its end. Answers how many calls the service had. */
async function wholeWay(service: "sqs" | "dynamodb", number: number, answer: WireFault): Promise<number> {
  const id = await world.deliver({ providerId: `${service} ${number} ${crypto.randomUUID()}` });
  const { fault, calls } = onCall(number, answer);
  for (let turns = 0; turns < mostTurns; turns++) {
    world.aws.faults[service] = fault;
    await turn(id).catch(() => undefined);
    world.aws.faults[service] = undefined;
    const record = await world.delivery(id);
    if (record?.state === "done") {
      expect(record.replay).toBe(1);
      expect(record.attempts.filter(({ outcome }) => outcome === "done")).toHaveLength(1);
      return calls();
    }
    world.aws.advance(65); // every lease and every mark is over
  }
  throw new Error(`the delivery does not end when call ${number} to ${service} fails`);
}

describe("a delivery reaches its end once, whichever call", () => {
  test.each<["sqs" | "dynamodb", string, WireFault]>([
    ["sqs", "is refused", () => serviceError("ServiceUnavailable", "try again", 503)],
    ["sqs", "is carried out and its answer lost", lost],
    ["dynamodb", "is throttled", () => serviceError("ThrottlingException", "slow down", 400)],
    ["dynamodb", "is carried out and its answer lost", lost],
  ])("to %s %s", async (service, _what, answer) => {
    let calls = mostCalls;
    for (let number = 0; number < calls; number++) calls = await wholeWay(service, number, answer);

    const { queue, deadLetterQueue } = world.queues[consumer] ?? { queue: "", deadLetterQueue: "" };
    world.aws.advance(65);
    expect(await ports.deliveries.receive(consumer, { max: 1, leaseSeconds: 30 })).toEqual([]);
    await ports.deadLetters.sweep({});
    expect([await world.count(queue), await world.count(deadLetterQueue)]).toEqual([0, 0]);
  });
});

async function lost(request: Request): Promise<Response> {
  await fetch(bypass(request));
  return serviceError("InternalFailure", "nobody knows", 500);
}
