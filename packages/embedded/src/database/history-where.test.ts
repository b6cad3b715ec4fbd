import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { busEntry } from "@hookyard/core/port/contract-harness";
import type { EventQuery } from "@hookyard/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createHistory, type History } from "./history.ts";
import { openStore, type Store } from "./store.ts";

let directory: string;
let store: Store;
let history: History;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-where-"));
  store = openStore(join(directory, "hookyard.db"));
  history = createHistory(store.database);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

function accept(count: number, original: (index: number) => Record<string, string | number>): void {
  store.transact(() => {
    for (let index = 0; index < count; index += 1) {
      const entry = busEntry({ providerId: `p${index}`, original: original(index) });
      store.acceptor.accept(entry, [], index, () => undefined);
    }
  });
}

/** Every page of a search, following `next` to the end. */
function allPages(query: EventQuery): readonly (readonly string[])[] {
  const { rows, next } = history.events(query);
  const ids = rows.map(({ providerid }) => providerid);
  return next === undefined ? [ids] : [ids, ...allPages({ ...query, cursor: next })];
}

test("a search in payloads finds what matches, newest first, page by page", () => {
  accept(6, (index) => ({ parity: index % 2 === 0 ? "even" : "odd" }));

  const pages = allPages({ limit: 2, where: { data: { original: { parity: ["even"] } } } });

  expect(pages).toEqual([["p4", "p2"], ["p0"]]);
});

test("a page looks into so many payloads and no more, and the next one goes on there", () => {
  accept(4_500, (index) => ({ index }));

  const pages = allPages({ limit: 10, where: { data: { original: { index: [0] } } } });

  expect(pages).toEqual([[], [], ["p0"]]);
});

test("a page that ends before it is full says how far it looked, and one that is full does not", () => {
  accept(2_001, (index) => ({ index }));

  const short = history.events({ limit: 10, where: { data: { original: { index: [0] } } } });
  const full = history.events({ limit: 1, where: { data: { original: { index: [2_000] } } } });

  expect(short).toMatchObject({ rows: [], searchedTo: "1970-01-01T00:00:00.001Z" });
  expect(full).not.toHaveProperty("searchedTo");
  expect(full.next).toBeDefined();
});

test("a page looks into so much text and no more", () => {
  accept(12, (index) => ({ index, filling: "x".repeat(1024 ** 2) }));

  const pages = allPages({ limit: 10, where: { data: { original: { index: [0] } } } });

  expect(pages.flat()).toEqual(["p0"]);
  expect(pages.length).toBeGreaterThan(2);
});
