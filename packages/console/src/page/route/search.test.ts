import { describe, expect, test } from "vitest";
import { canBeLive, fitsSearch, readSearch } from "./search.ts";

const now = Date.parse("2026-05-01T12:00:00Z");

function where(text: string): unknown {
  const { query } = readSearch(text, now);
  return query["where"] === undefined ? undefined : JSON.parse(String(query["where"]));
}

test("names that the list knows become its filters", () => {
  const { query, problems } = readSearch(
    "source:stripe type:payment.* subject:pi_1 state:dead provider:evt_9 since:2h until:2026-05-01T11:00:00Z",
    now,
  );

  expect(problems).toEqual([]);
  expect(query).toEqual({
    source: "stripe",
    type: "payment.*",
    subject: "pi_1",
    state: "dead",
    providerId: "evt_9",
    since: "2026-05-01T10:00:00.000Z",
    until: "2026-05-01T11:00:00.000Z",
  });
});

test("an event's id is the whole search", () => {
  expect(readSearch("  evt_8805e8df ", now)).toEqual({ id: "evt_8805e8df", query: {}, problems: [] });
});

describe("paths in the body become a pattern", () => {
  test.each([
    ["data.amount>100", { data: { amount: [{ numeric: [">", 100] }] } }],
    ["data.amount=4990", { data: { amount: [4990] } }],
    ["data.live=true", { data: { live: [true] } }],
    ['data.original.name="Ada Lovelace"', { data: { original: { name: ["Ada Lovelace"] } } }],
    ["data.original.name=Ada*", { data: { original: { name: [{ wildcard: "Ada*" }] } } }],
    ["data.currency!=EUR", { data: { currency: [{ "anything-but": ["EUR"] }] } }],
    ['data.code="0012"', { data: { code: ["0012"] } }],
    [
      "data.amount>1 data.original.id=x",
      { data: { amount: [{ numeric: [">", 1] }], original: { id: ["x"] } } },
    ],
  ])("%s", (text, pattern) => {
    expect(where(text)).toEqual(pattern);
  });
});

test("a word is looked for among ids, subjects and types", () => {
  expect(where("pi_123")).toEqual({
    $or: [
      { subject: ["pi_123"] },
      { providerid: ["pi_123"] },
      { providertype: ["pi_123"] },
      { type: ["pi_123"] },
    ],
  });
});

test.each(["sorce:stripe", "since:yesterday", "data.amount>many"])("%s is said to be wrong", (text) => {
  expect(readSearch(text, now).problems).toHaveLength(1);
});

test("what comes in live is held against the search", () => {
  const event = {
    id: "evt_1",
    source: "stripe",
    type: "payment.succeeded",
    provider: "stripe",
    providertype: "payment_intent.succeeded",
    providerid: "evt_9",
    receivedtime: "",
    duplicates: 0,
    conflicts: 0,
    deliveries: [{ consumer: "a", state: "dead" }],
  } as const;

  const fits = (text: string): boolean => fitsSearch(event, readSearch(text, now).query);

  expect(["", "type:payment.*", "source:stripe state:dead"].map(fits)).toEqual([true, true, true]);
  expect(["type:pay", "source:github", "state:done", "subject:x"].map(fits)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("a search into payloads, or with an end, is not followed live", () => {
  expect([canBeLive({ type: "a" }), canBeLive({ where: "{}" }), canBeLive({ until: "x" })]).toEqual([
    true,
    false,
    false,
  ]);
});
