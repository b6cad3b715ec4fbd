import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRefusedReader, createRefusedRequests, type NewRefusedRequest } from "./refused-requests.ts";
import { openStore, type Store } from "./store.ts";

let directory: string;
let store: Store;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-refused-"));
  store = openStore(join(directory, "hookyard.db"));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

function refused(change: Partial<NewRefusedRequest> = {}): NewRefusedRequest {
  const body = change.body ?? Buffer.from([0, 255, 10, 13]);
  return {
    source: "stripe",
    receivedAt: 1_000,
    method: "POST",
    url: "https://hooks.example.com/webhooks/stripe?token=worth-something",
    headers: [
      ["stripe-signature", "t=1,v1=ab"],
      ["stripe-signature", "t=2,v1=cd"],
    ],
    code: "signature_invalid",
    reason: "signature_mismatch",
    explanation: { code: "clock_off", message: "late", evidence: "signature" },
    bytes: body.byteLength,
    body,
    ...change,
  };
}

const page = { limit: 10 };

test("what is kept comes back byte by byte, doubled headers and all", () => {
  const reader = createRefusedReader(store.database);
  const given = refused();

  const id = store.transact(() => store.refusedRequests.keep(given));

  const { request } = reader.stored(id) ?? {};
  expect(request).toMatchObject({
    source: "stripe",
    receivedAt: 1_000,
    method: "POST",
    url: given.url,
    headers: given.headers,
  });
  expect(Buffer.from(request?.body ?? [])).toEqual(Buffer.from([0, 255, 10, 13]));
});

test("what is shown holds neither body, header values nor the query", () => {
  const reader = createRefusedReader(store.database);
  const id = store.transact(() => store.refusedRequests.keep(refused()));

  const shown = JSON.stringify([reader.show(id), reader.list({}, page)]);

  expect(shown).toContain('"path":"/webhooks/stripe"');
  expect(shown).not.toMatch(/v1=ab|worth-something/);
});

test("one that was too large is listed, and cannot be tried again", () => {
  const reader = createRefusedReader(store.database);
  const { body: _body, ...rest } = refused();

  const id = store.transact(() => store.refusedRequests.keep({ ...rest, bytes: 9_000_000 }));

  expect(reader.list({}, page).rows).toMatchObject([{ id, whole: false, bytes: 9_000_000 }]);
  expect(reader.stored(id)).toEqual({});
});

describe("bounds", () => {
  test("the oldest of the same source give way by number, and no other source's", () => {
    const few = createRefusedRequests(store.database, { maxPerSource: 3, maxBytesPerSource: 1_000_000 });
    few.keep(refused({ source: "slack" }));
    const ids = Array.from({ length: 5 }, () => few.keep(refused()));
    const reader = createRefusedReader(store.database);

    expect(reader.list({ source: "stripe" }, page).rows.map(({ id }) => id)).toEqual(ids.slice(2).reverse());
    expect(reader.list({ source: "slack" }, page).rows).toHaveLength(1);
  });

  test("and by bytes", () => {
    const small = createRefusedRequests(store.database, { maxPerSource: 100, maxBytesPerSource: 2_500 });
    for (let index = 0; index < 5; index++) small.keep(refused({ body: Buffer.alloc(1_000) }));

    expect(createRefusedReader(store.database).list({}, page).rows).toHaveLength(2);
  });

  test("and by age", () => {
    for (const receivedAt of [1_000, 2_000, 3_000]) store.refusedRequests.keep(refused({ receivedAt }));

    store.transact(() => store.refusedRequests.forget(2_500));

    expect(createRefusedReader(store.database).list({}, page).rows).toHaveLength(1);
  });

  test("an id is never given again, also after the newest was discarded", () => {
    const first = store.refusedRequests.keep(refused());

    expect(store.transact(() => store.refusedRequests.discard([first, "ref_99", "nonsense"]))).toEqual([
      first,
    ]);
    expect(store.refusedRequests.keep(refused())).not.toBe(first);
  });
});

test("pages go on without a gap", () => {
  const ids = Array.from({ length: 5 }, () => store.refusedRequests.keep(refused()));
  const reader = createRefusedReader(store.database);

  const first = reader.list({}, { limit: 2 });
  const second = reader.list({}, { limit: 2, cursor: first.next ?? "" });
  const third = reader.list({}, { limit: 2, cursor: second.next ?? "" });

  expect([...first.rows, ...second.rows, ...third.rows].map(({ id }) => id)).toEqual([...ids].reverse());
  expect(third.next).toBeUndefined();
});

test("every filter filters", () => {
  store.refusedRequests.keep(refused());
  const reader = createRefusedReader(store.database);
  const count = (filter: Parameters<typeof reader.list>[0]) => reader.list(filter, page).rows.length;

  const fits = {
    ids: ["ref_1"],
    source: "stripe",
    reason: "signature_mismatch",
    explanation: "clock_off",
    since: "1970-01-01T00:00:01.000Z",
    until: "1970-01-01T00:00:01.001Z",
  };
  expect(count(fits)).toBe(1);
  const misfits = {
    ids: ["ref_2"],
    source: "slack",
    reason: "x",
    explanation: "x",
    since: fits.until,
    until: fits.since,
  };
  for (const [name, value] of Object.entries(misfits)) expect(count({ ...fits, [name]: value })).toBe(0);
});
