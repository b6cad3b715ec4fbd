import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { parseEvent } from "@hookyard/core/envelope";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEventHistory } from "../history/event-history.ts";
import { createEventTexts } from "../history/event-texts.ts";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { serviceError } from "../testing/event-bridge-service.ts";
import { s3Error } from "../testing/s3-service.ts";
import { itemBytes } from "../testing/write-units.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

const entryOf = (characters: number, character = "x", providerId = "a") => ({
  ...busEntry({ providerId, original: { text: character.repeat(characters) } }),
  digest: `${characters} ${character}`, // the harness's own is as long as the payload
});
const sent = () => JSON.parse(world.eventBridgeService.taken.at(-1)?.Detail ?? "{}");

test("an event over the table's limit is carried whole, and its text is in the bucket", async () => {
  const { bus, bodies } = busOfWorld(world);
  const entry = entryOf(500_000);

  expect(await bus.publish([entry])).toEqual([{ status: "accepted" }]);
  expect(sent().data.original.text).toHaveLength(500_000);
  expect(world.s3Service.objects.size).toBe(1);
  const history = createEventHistory({ ...world, bodies, claimSeconds: 60 });
  expect(JSON.stringify((await history.event(idOf("a")))?.event)).toHaveLength(entry.text.length);
});

test.each([8, 20, 340])("an event of %i KB is whole on the bus and in the history", async (kilobytes) => {
  const { bus, bodies, notices } = busOfWorld(world);
  const entry = entryOf(kilobytes * 1024);

  await bus.publish([entry]);

  expect(world.eventBridgeService.taken.at(-1)?.Detail).toBe(entry.text);
  expect([...world.s3Service.objects.values()].map(String)).toEqual([entry.text]);
  const history = createEventHistory({ ...world, bodies, claimSeconds: 60 });
  expect((await history.event(idOf("a")))?.event).toEqual(parseEvent(entry.text));
  expect(notices).toEqual([]);
});

test.each([
  ["refuses", () => s3Error("SlowDown", 503)],
  ["does not answer", () => new Promise<undefined>(() => undefined)],
])("where the bucket %s, the table keeps what it can, and nobody is refused", async (_, fault) => {
  const { bus, bodies, notices } = busOfWorld(world, { budgetMilliseconds: 5_000 });
  for (let calls = 0; calls < 10; calls++) world.s3Service.faults.push(fault);
  const entry = entryOf(340 * 1024);

  expect(await bus.publish([entry])).toEqual([{ status: "accepted" }]);
  expect(notices.map(({ kind }) => kind)).toEqual(["bucket_unavailable"]);
  const history = createEventHistory({ ...world, bodies, claimSeconds: 60 });
  expect((await history.event(idOf("a")))?.event).toEqual(parseEvent(entry.text));
});

test("conflicting texts that are too large for the table are in the bucket, and shown whole", async () => {
  const { bus, bodies } = busOfWorld(world);
  const [first, second] = [entryOf(20_000, "x"), entryOf(20_000, "y")];
  await bus.publish([first]);

  expect(await bus.publish([second])).toEqual([{ status: "duplicate", conflict: true }]);
  expect([...world.s3Service.objects.values()].map(String).toSorted()).toEqual([first.text, second.text]);
  const { Items = [] } = await world.dynamodb.send(new ScanCommand({ TableName: world.table }));
  expect(Items.filter((item) => itemBytes(item) > 1024)).toEqual([]);
  const history = createEventHistory({ ...world, bodies, claimSeconds: 60 });
  const found = await history.event(idOf("a"));
  expect(found?.event).toEqual(parseEvent(first.text));
  expect(found?.conflicting.map(({ event }) => event)).toEqual([parseEvent(second.text)]);
});

test("a large event that is sent again needs no other object", async () => {
  const { bus, bodies } = busOfWorld(world);
  const middle = entryOf(20_000);
  await bus.publish([middle, entryOf(1_200_000, "x", "b")]);
  const objects = new Map(world.s3Service.objects);
  const texts = await createEventTexts({ ...world, bodies }).carriedTexts([idOf("a"), idOf("b")]);

  expect(texts.get(idOf("a"))).toBe(middle.text);
  expect(JSON.parse(texts.get(idOf("b")) ?? "")).toEqual(sent());
  expect(world.s3Service.objects).toEqual(objects);
});

test("an event over the bus's limit goes with a dataref, and the text behind it is the whole event", async () => {
  const { bus, bodies } = busOfWorld(world);
  const entry = entryOf(700_000, "é"); // 1.4 MB of UTF-8

  expect(await bus.publish([entry])).toEqual([{ status: "accepted" }]);
  expect(sent()).toEqual({ ...entry.event, dataref: expect.stringMatching(/^s3:/), data: {} });
  expect(await bodies.get(sent().dataref)).toBe(entry.text);
});

test("the domain fields of a large event stay on the bus, so that patterns on them still match", async () => {
  const { bus } = busOfWorld(world);
  const entry = entryOf(1_200_000);
  const text = entry.text.replace('"data":{', '"data":{"amount":500,');

  await bus.publish([{ ...entry, text }]);

  expect(sent().data).toEqual({ amount: 500 });
});

test("a consumer whose rule cannot match any more gets a dead letter, and the others the event", async () => {
  const { bus, bodies, notices } = busOfWorld(world, { matching: () => ["audit"] });
  const large = { ...entryOf(1_200_000), consumers: ["audit", "fulfil-order"] };

  await bus.publish([large, busEntry({ providerId: "small" })]);

  expect(notices).toEqual([{ kind: "unroutable", eventId: idOf("a"), consumers: ["fulfil-order"] }]);
  const history = createEventHistory({ ...world, bodies, claimSeconds: 60 });
  const found = await history.event(idOf("a"));
  expect(found?.deliveries).toEqual([
    { consumer: "audit", state: "scheduled" },
    { consumer: "fulfil-order", state: "dead" },
  ]);
  expect(found?.history[1]?.reason).toBe("unroutable");
});

test("a refused event leaves no dead letter behind", async () => {
  const { bus, bodies, notices } = busOfWorld(world, { matching: () => [] });
  world.faults.sqs = () => serviceError("ExpiredTokenException", "no");
  world.eventBridgeService.faults.push(() => serviceError("ExpiredTokenException", "no"));

  const [result] = await bus.publish([entryOf(1_200_000)]);

  expect(result?.status).toBe("refused");
  expect(notices.map(({ kind }) => kind)).toEqual(["not_published"]);
  const history = createEventHistory({ ...world, bodies, claimSeconds: 60 });
  expect(await history.event(idOf("a"))).toBeUndefined();
});

test("an event that the bus finds too large after all goes again with a dataref", async () => {
  const { bus, notices } = busOfWorld(world);
  world.eventBridgeService.faults.push(() =>
    serviceError("ValidationException", "Total size of the entries in the request is over the limit."),
  );

  expect(await bus.publish([entryOf(300_000)])).toEqual([{ status: "accepted" }]);
  expect(sent().dataref).toMatch(/^s3:/);
  expect(notices).toEqual([]);
});

test("an event that turns out to be too large for the bus is a dead letter of who cannot match it any more", async () => {
  const { bus, notices } = busOfWorld(world, { matching: () => [] });
  world.eventBridgeService.faults.push(() =>
    serviceError("ValidationException", "Total size of the entries in the request is over the limit."),
  );

  await bus.publish([entryOf(300_000)]);

  expect(notices).toEqual([{ kind: "unroutable", eventId: idOf("a"), consumers: ["fulfil-order"] }]);
});

test("an event whose text cannot be kept is refused, and not published", async () => {
  const { bus } = busOfWorld(world);
  for (let calls = 0; calls < 10; calls++) world.s3Service.faults.push(() => s3Error("SlowDown", 503));

  expect(await bus.publish([entryOf(1_200_000)])).toEqual([{ status: "refused", reason: "storage_failed" }]);
  expect(world.eventBridgeService.requests).toEqual([]);
});

test("a bucket that does not answer holds nobody up", async () => {
  const { bus } = busOfWorld(world, { budgetMilliseconds: 300 });
  world.s3Service.faults.push(() => new Promise(() => undefined));
  const began = performance.now();

  expect(await bus.publish([entryOf(1_200_000)])).toEqual([{ status: "refused", reason: "storage_failed" }]);
  expect(performance.now() - began).toBeLessThan(10_000); // its client would wait for twenty seconds
});

test("characters that SQS refuses are escaped, and come out as they went in", async () => {
  const { bus } = busOfWorld(world);
  const original = { text: "\uffff\ufffe\ufffd😀" };

  await bus.publish([busEntry({ providerId: "a", original })]);

  expect(world.eventBridgeService.taken[0]?.Detail).not.toMatch(/[\ufffe\uffff]/);
  expect(sent().data.original).toEqual(original);
});
