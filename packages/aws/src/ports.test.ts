import { testBus } from "@hookyard/core/port/bus.contract";
import type { EngineUnderTest } from "@hookyard/core/port/contract-harness";
import type { Bus } from "@hookyard/core/port/bus";
import { testDeadLetters } from "@hookyard/core/port/dead-letters.contract";
import { testDeliveries } from "@hookyard/core/port/deliveries.contract";
import { testEventHistory } from "@hookyard/core/port/event-history.contract";
import { createLetterIndex } from "./dead-letters/letter-index.ts";
import { createSqsDeadLetters } from "./dead-letters/sqs-dead-letters.ts";
import { createDeliveryTable } from "./deliveries/delivery-table.ts";
import { createFetchWhole } from "./deliveries/fetch-whole.ts";
import { createSqsDeliveries } from "./deliveries/sqs-deliveries.ts";
import { createEventTable } from "./bus/event-table.ts";
import { createEventTexts } from "./history/event-texts.ts";
import { createEventHistory } from "./history/event-history.ts";
import { sdkTableCalls } from "./table/sdk-table-calls.ts";
import { type AwsWorld, createAwsWorld } from "./testing/aws-world.ts";
import { busOfWorld } from "./testing/bus-of-world.ts";

testBus("aws", createAws);
testDeliveries("aws", createAws);
testDeadLetters("aws", createAws);
testEventHistory("aws", createAws);

const consumers = ["fulfil-order", "audit", "one", "two"];

/** The AWS engine in a fresh world; the suites receive by the port. */
async function createAws(): Promise<EngineUnderTest> {
  const world = await createAwsWorld({ consumers });
  const { bus, bodies } = busOfWorld(world);
  const { dynamodb, table, now } = world;
  const deliveryTable = createDeliveryTable({ dynamodb, table, retentionSeconds: 86_400, now });
  const deliveries = createSqsDeliveries({
    sqs: world.sqs,
    table: deliveryTable,
    queues: (consumer) => world.consumers[consumer],
    fetchWhole: createFetchWhole(bodies),
    version: "test",
    waitSeconds: 0,
    now,
  });
  const texts = createEventTexts({
    events: createEventTable({ calls: sdkTableCalls(dynamodb), table }),
    bodies,
  });
  const deadLetters = createSqsDeadLetters({
    sqs: world.sqs,
    table: deliveryTable,
    index: createLetterIndex({ dynamodb, table }),
    queues: world.consumers,
    ...texts,
    now,
  });
  return {
    bus: routedById(world, bus),
    deliveries,
    deadLetters,
    history: createEventHistory({ dynamodb, table, bodies, now, claimSeconds: 60, tailLagMilliseconds: 0 }),
    advance: world.advance,
    now: () => new Date(now()),
    close: world.close,
  };
}

/** The suites say which consumers want an event; the rules that say so here name the events' ids. */
function routedById(world: AwsWorld, bus: Bus): Bus {
  const wanted = new Map<string, string[]>();
  return {
    publish(entries) {
      for (const { event, consumers: names } of entries) {
        for (const name of names) {
          const ids = wanted.get(name) ?? [];
          wanted.set(name, ids);
          if (!ids.includes(event.id)) ids.push(event.id);
          world.subscribe(name, { id: ids });
        }
      }
      return bus.publish(entries);
    },
  };
}
