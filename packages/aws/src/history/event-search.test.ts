import type { EventPage, EventQuery } from "@hookyard/core/operator/operator";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { createEventHistory } from "./event-history.ts";
import { type SearchLimits, searchLimits } from "./event-search.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

function historyOf(limits: Partial<SearchLimits> = {}) {
  const { dynamodb, table, now } = world;
  const { bodies } = busOfWorld(world);
  return createEventHistory({
    dynamodb,
    table,
    bodies,
    now,
    claimSeconds: 60,
    limits: { ...searchLimits, ...limits },
  });
}

async function publish(
  count: number,
  original: (index: number) => Record<string, unknown>,
  secondsBetween = 0,
): Promise<void> {
  const { bus } = busOfWorld(world);
  for (let index = 0; index < count; index += 1) {
    await bus.publish([busEntry({ providerId: `p${index}`, original: original(index) })]);
    if (secondsBetween > 0) world.advance(secondsBetween);
  }
}

async function allPages(query: EventQuery, limits: Partial<SearchLimits>): Promise<readonly EventPage[]> {
  const history = historyOf(limits);
  const pages: EventPage[] = [];
  let next: string | undefined;
  do {
    const page = await history.events({ ...query, ...(next !== undefined && { cursor: next }) });
    pages.push(page);
    next = page.next;
  } while (next !== undefined);
  return pages;
}
const idsOf = (pages: readonly EventPage[]): readonly string[] =>
  pages.flatMap(({ rows }) => rows.map(({ id }) => id));

test("a page looks into so many bodies and no more, says how far it came, and the next one goes on there", async () => {
  await publish(40, (index) => ({ index }));

  const pages = await allPages({ limit: 10, where: { data: { original: { index: [0] } } } }, { events: 15 });

  expect(idsOf(pages)).toEqual([idOf("p0")]);
  expect(pages.length).toBeGreaterThan(1);
  const searched = pages.slice(0, -1).map(({ searchedTo }) => Date.parse(searchedTo ?? ""));
  expect(searched.every((time) => time <= world.now())).toBe(true);
  expect(searched).toEqual(searched.toSorted((one, other) => other - one));
  expect(pages.at(-1)).not.toHaveProperty("searchedTo");
});

test("a page looks into so much text and no more, in the table and in the bucket, and misses nothing", async () => {
  await publish(12, (index) => ({ parity: index % 3, filling: "x".repeat(index % 2 === 0 ? 20_000 : 10) }));

  const pages = await allPages(
    { limit: 10, where: { data: { original: { parity: [0] } } } },
    { characters: 30_000 },
  );

  expect(idsOf(pages)).toEqual(["p9", "p6", "p3", "p0"].map(idOf));
  expect(pages.length).toBeGreaterThan(1);
});

test("a search over many hours that finds little ends its pages by looks, and goes on over the hours", async () => {
  await publish(8, (index) => ({ index }), 3_600);

  const pages = await allPages({ limit: 10, subject: "subject of p0" }, { looks: 3 });

  expect(idsOf(pages)).toEqual([idOf("p0")]);
  expect(pages.map(({ rows }) => rows.length)).toEqual([0, 0, 1]);
  expect(pages[0]?.searchedTo).toMatch(/:00:00\.000Z$/);
});

test("a state that few are in is looked for event by event, page by page, without repeating", async () => {
  const { bus } = busOfWorld(world);
  for (let index = 0; index < 30; index += 1) {
    const consumers = index % 10 === 0 ? ["audit"] : [];
    await bus.publish([busEntry({ providerId: `p${index}`, consumers })]);
  }

  const pages = await allPages({ limit: 1, state: "scheduled" }, { events: 7 });

  expect(idsOf(pages)).toEqual(["p20", "p10", "p0"].map(idOf));
});

test("a full page looks no further than it needs, and says nothing of how far it came", async () => {
  await publish(5, (index) => ({ index }));

  const page = await historyOf().events({ limit: 2 });

  expect(page.rows.map(({ id }) => id)).toEqual(["p4", "p3"].map(idOf));
  expect(page).not.toHaveProperty("searchedTo");
  expect(page.next).toBeDefined();
});

test("bodies that DynamoDB leaves out of its answer are asked for again, so that none is overlooked", async () => {
  await publish(6, () => ({ wanted: true }));
  let asked = 0;
  world.faults.dynamodb = async (request) => {
    if (request.headers.get("x-amz-target")?.endsWith(".BatchGetItem") !== true || asked++ > 1)
      return undefined;
    const { RequestItems } = (await request.clone().json()) as { readonly RequestItems: object }; // safe: our own request
    return Response.json({ Responses: {}, UnprocessedKeys: RequestItems });
  };

  const page = await historyOf().events({
    limit: 10,
    where: { data: { original: { wanted: [true] } } },
  });

  expect(page.rows).toHaveLength(6);
  expect(asked).toBe(3);
});

test("a throttled look is tried again, and a search that AWS refuses fails with what it said", async () => {
  await publish(3, (index) => ({ index }));
  let refusals = 1;
  world.faults.dynamodb = () =>
    refusals-- > 0
      ? Response.json({ __type: "x#ProvisionedThroughputExceededException" }, { status: 400 })
      : undefined;

  expect((await historyOf().events({ limit: 10 })).rows).toHaveLength(3);
  world.faults.dynamodb = () => Response.json({ __type: "x#AccessDeniedException" }, { status: 400 });
  await expect(historyOf().events({ limit: 10 })).rejects.toMatchObject({ name: "AccessDeniedException" });
});
