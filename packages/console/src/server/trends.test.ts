import { createMemoryOperator } from "@hookyard/core/operator/memory-operator";
import { consumerRecord, sourceRecord } from "@hookyard/core/operator/operator-records";
import { expect, test, vi } from "vitest";
import { createTrends, type Sample } from "./trends.ts";

const unexpected = (error: unknown): never => {
  throw error;
};

function sample(time: number): Sample {
  const nothing = { accepted: 0, refused: 0, delivered: 0, dead: 0, scheduled: 0, backlogAgeSeconds: 0 };
  return { time, ...nothing, sources: {}, consumers: {} };
}

test("where the engine remembers no past, samples are taken, and those after a time are given", async () => {
  const { operator } = createMemoryOperator({
    sources: [sourceRecord({ source: "stripe", accepted: 7 })],
    consumers: [consumerRecord({ consumer: "audit" })],
  });
  const trends = createTrends({ operator, now: () => 5_000, onError: unexpected });

  await vi.waitFor(async () => expect(await trends.since(0)).toHaveLength(1), 20_000);

  const [first] = await trends.since(0);
  expect(first).toMatchObject({ time: 5_000, accepted: 7, sources: { stripe: { accepted: 7 } } });
  expect(Object.keys(first?.consumers ?? {})).toEqual(["audit"]);
  expect(await trends.since(5_000)).toEqual([]);
  trends.stop();
});

test("where the engine remembers the hour, all of it is given as soon as there is something new, and nothing is sampled", async () => {
  const { operator } = createMemoryOperator();
  let hour = [sample(60_000), sample(120_000)];
  const overview = vi.fn<typeof operator.overview>(operator.overview);
  const trends = createTrends({
    operator: { ...operator, overview, trends: async () => hour },
    now: () => 0,
    onError: unexpected,
  });

  expect(await trends.since(0)).toEqual(hour);
  expect(await trends.since(120_000)).toEqual([]);
  hour = [sample(120_000), sample(180_000)];
  expect(await trends.since(120_000)).toEqual(hour);
  expect(overview).not.toHaveBeenCalled();
  trends.stop();
});
