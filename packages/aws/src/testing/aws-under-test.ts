import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Bus } from "@hookyard/core/port/bus";
import { type ReplayEngine, replayRouter } from "@hookyard/core/port/replay-harness";
import { matchingConsumers } from "@hookyard/core/router/match";
import { createArchiveCopies } from "../archive/archive-copies.ts";
import { createEventBridgeArchive } from "../archive/event-bridge-archive.ts";
import { createLetterIndex } from "../dead-letters/letter-index.ts";
import { createSqsDeadLetters } from "../dead-letters/sqs-dead-letters.ts";
import { createDeliveryTable } from "../deliveries/delivery-table.ts";
import { readEnvelope } from "../deliveries/envelope.ts";
import { createFetchWhole } from "../deliveries/fetch-whole.ts";
import { createSqsDeliveries } from "../deliveries/sqs-deliveries.ts";
import { createEventHistory } from "../history/event-history.ts";
import { createEventTexts } from "../history/event-texts.ts";
import { showLetter } from "../operator/aws-operator.ts";
import { visibleMessages } from "../operator/queue-depths.ts";
import { createAwsReplayPorts } from "../replay/aws-replay-ports.ts";
import { hasMoreEvents } from "../replay/archive-rows.ts";
import { createBacklogAges } from "../replay/backlog-age.ts";
import { createDeliveryTexts } from "../replay/delivery-texts.ts";
import { type AwsWorld, createAwsWorld } from "./aws-world.ts";
import { busOfWorld } from "./bus-of-world.ts";
import { putLetters } from "./put-letters.ts";

const consumers = ["fulfil-order", "audit", "newcomer", "one", "two"];
const retentionSeconds = 86_400;

export interface AwsUnderTest extends ReplayEngine {
  readonly world: AwsWorld;
}

/** The AWS engine in a fresh world; the suites receive by the port. */
export async function createAwsUnderTest(): Promise<AwsUnderTest> {
  const moving = await createAwsWorld({ consumers });
  const world = withStillClock(moving);
  const { bus, bodies } = busOfWorld(world);
  const { dynamodb, sqs, table, now } = world;
  const deliveryTable = createDeliveryTable({ dynamodb, table, retentionSeconds, now });
  const events = createEventTexts({ dynamodb, table, bodies });
  const texts = createDeliveryTexts({ dynamodb, table, bodies, events, retentionSeconds, now });
  const deadLetters = createSqsDeadLetters({
    sqs,
    table: deliveryTable,
    index: createLetterIndex({ dynamodb, table }),
    queues: world.consumers,
    texts,
    now,
  });
  const history = createEventHistory({
    dynamodb,
    table,
    bodies,
    now,
    claimSeconds: 60,
    tailLagMilliseconds: 0,
  });
  const queue = (consumer: string): string | undefined => world.consumers[consumer]?.queue;
  return {
    world,
    replay: createAwsReplayPorts({
      dynamodb,
      sqs,
      table,
      bodies,
      deliveries: deliveryTable,
      letters: deadLetters,
      texts,
      queue,
      backlogAges: createBacklogAges({
        queue,
        visible: (url) => visibleMessages(sqs, url),
        oldestAges: (urls) => Promise.all(urls.map((url) => oldestAge(moving, url))),
        now,
      }),
      archive: createEventBridgeArchive({
        eventBridge: world.eventBridge,
        archive: `${world.bus}-archive`,
        rule: (consumer) => `${world.bus}-${consumer}`,
        tableRetentionSeconds: retentionSeconds,
        hasMoreThan: (query, count) => hasMoreEvents(world, query, count),
      }),
      router: replayRouter,
      fetch,
      now,
    }),
    putLetters: (letters) => putLetters(world, letters),
    deadLetter: (id) => showLetter(id, { deliveries: deliveryTable, history, texts, now }),
    bus: routedById(world, bus),
    deliveries: createSqsDeliveries({
      sqs,
      table: deliveryTable,
      queues: (consumer) => world.consumers[consumer],
      fetchWhole: createFetchWhole(bodies),
      version: "test",
      archive: createArchiveCopies(world),
      waitSeconds: 0,
      now,
    }),
    deadLetters,
    history,
    advance: world.advance,
    now: () => new Date(now()),
    close: world.close,
  };
}

/** What CloudWatch would say of a queue, here at once: by a look at what could be received. */
async function oldestAge({ sqs, now }: AwsWorld, QueueUrl: string): Promise<number> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 0,
      AttributeNames: ["All"],
    }),
  );
  const ages = Messages.map(({ Attributes }) => now() - Number(Attributes?.SentTimestamp ?? now()));
  return Math.floor(Math.max(0, ...ages) / 1000);
}

/** What the archive sends goes by the router; of live events the suites say which consumers want one: each has a rule for all events, whose queue takes those that it was named for. */
function routedById(world: AwsWorld, bus: Bus): Bus {
  const wanted = new Map<string, Set<string>>();
  for (const [consumer, { queue }] of Object.entries(world.consumers)) {
    const ids = new Set<string>();
    wanted.set(consumer, ids);
    world.eventBridgeService.rules.set(consumer, {
      pattern: { source: [{ prefix: "hookyard." }] },
      deliver: async (envelope) => {
        const { event, replayName } = readEnvelope(envelope);
        const isMeant =
          replayName === undefined
            ? ids.has(event.id)
            : matchingConsumers(replayRouter, event).includes(consumer);
        if (!isMeant) return;
        await world.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: envelope }));
      },
    });
  }
  return {
    publish(entries) {
      for (const { event, consumers: names } of entries) {
        for (const name of names) wanted.get(name)?.add(event.id);
      }
      return bus.publish(entries);
    },
  };
}

/**
 * Its time goes by only when a test says so: on a loaded machine a hold of some seconds would run out before it is looked
 * at. SQS is ahead by the real time that has passed, so that what waits there is due no later than we think.
 */
function withStillClock(world: AwsWorld): AwsWorld {
  let time = world.now();
  return {
    ...world,
    now: () => time,
    advance(seconds) {
      time += seconds * 1_000;
      world.advance(seconds);
    },
  };
}
