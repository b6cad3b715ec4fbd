import { expect, test } from "vitest";
import type { KeptRefusal, OfferedRefusal } from "../refused/keeper.ts";
import { createRemoteKeeper } from "./remote-keeper.ts";

function offered(body = new Uint8Array(10)): OfferedRefusal {
  const request = {
    method: "POST",
    url: "https://a.example/",
    headers: new Headers({ "x-a": "1" }),
    body,
  };
  return {
    source: "stripe",
    code: "signature_invalid",
    reason: "signature_mismatch",
    receivedAt: 1,
    request,
  };
}

function world() {
  const sent: { readonly number: number; readonly offered: OfferedRefusal }[] = [];
  const told: (KeptRefusal | undefined)[] = [];
  const keeper = createRemoteKeeper((number, refusal) => sent.push({ number, offered: refusal }));
  return {
    keeper,
    sent,
    told,
    offer: (refusal = offered()) => keeper.offer(refusal, (kept) => told.push(kept)),
  };
}

test("a refused request crosses whole, and of a larger buffer its own bytes alone", () => {
  const { sent, offer } = world();
  const slab = new Uint8Array(64 * 1024).fill(7);

  offer(offered(slab.subarray(100, 110)));

  const [first] = structuredClone(sent);
  expect(first?.offered.request.headers).toEqual([["x-a", "1"]]);
  expect(first?.offered.request.body).toEqual(new Uint8Array(10).fill(7));
  expect(first?.offered.request.body.buffer.byteLength).toBe(10);
});

test("each is told once what became of it", () => {
  const { keeper, sent, told, offer } = world();
  offer();
  offer();
  const kept = { explanation: { code: "unexplained", message: "m", evidence: "none" }, id: "ref_1" } as const;

  keeper.told(sent[1]?.number ?? 0, kept);
  keeper.told(sent[1]?.number ?? 0, kept);
  keeper.told(sent[0]?.number ?? 0, undefined);

  expect(told).toEqual([kept, undefined]);
});

test("so many and so large as a flood is, they do not all cross: room comes back with each that is told", () => {
  const { keeper, sent, offer } = world();
  const taken = Array.from({ length: 100 }, () => offer());
  expect(taken.filter(Boolean)).toHaveLength(64);
  keeper.told(sent[0]?.number ?? 0, undefined);
  expect(offer()).toBe(true);
  expect(offer()).toBe(false);

  const large = world();
  const megabytes = (count: number) => offered(new Uint8Array(count * 1024 ** 2));
  expect([large.offer(megabytes(10)), large.offer(megabytes(10)), large.offer(megabytes(6))]).toEqual([
    true,
    false,
    true,
  ]);
});

test("all is settled when everything is told", async () => {
  const { keeper, sent, offer } = world();
  await keeper.settled();
  offer();
  let isSettled = false;
  const settled = keeper.settled().then(() => {
    isSettled = true;
  });
  await Promise.resolve();
  expect(isSettled).toBe(false);

  keeper.told(sent[0]?.number ?? 0, undefined);

  await settled;
});
