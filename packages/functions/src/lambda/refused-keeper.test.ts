import { defineRouter, source } from "@hookyard/core";
import { github } from "@hookyard/core/provider/github";
import { expect, test } from "vitest";
import type { RefusedToKeep } from "./ingest-observer.ts";
import { createRefusedKeeper } from "./refused-keeper.ts";

const router = defineRouter({ sources: { github: source(github) }, consumers: {} });

const refused: RefusedToKeep = {
  source: "github",
  code: "signature_invalid",
  reason: "signature_mismatch",
  request: {
    method: "POST",
    url: "https://example.com/webhooks/github",
    headers: new Headers({
      "x-hub-signature-256": "sha256=00",
      cookie: "session=1",
      "x-github-event": "push",
    }),
    body: new TextEncoder().encode("{}"),
  },
};

function createWorld(keep: (kept: { readonly source: string }) => string | undefined) {
  const kept: object[] = [];
  let time = Date.parse("2026-05-01T10:00:00Z");
  const keeper = createRefusedKeeper({
    router,
    secrets: () => ["a secret"],
    keep: async (request) => {
      kept.push(request);
      return keep(request);
    },
    now: () => new Date(time),
  });
  return {
    keeper,
    kept,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

test("a refused request is kept with the headers that verifying it again needs, and no credentials", async () => {
  const { keeper, kept } = createWorld(() => "ref_s1_github");

  await keeper(refused);

  expect(kept).toEqual([
    {
      source: "github",
      code: "signature_invalid",
      reason: "signature_mismatch",
      receivedtime: "2026-05-01T10:00:00.000Z",
      method: "POST",
      url: "https://example.com/webhooks/github",
      headers: [
        ["x-github-event", "push"],
        ["x-hub-signature-256", "sha256=00"],
      ],
      body: refused.request.body,
    },
  ]);
});

test("a flood asks the table no more in a minute that is full", async () => {
  const { keeper, kept, pass } = createWorld(() => undefined);

  await keeper(refused);
  await keeper(refused);
  await keeper(refused);
  expect(kept).toHaveLength(1);

  pass(60);
  await keeper(refused);
  expect(kept).toHaveLength(2);
});

test("a request of no source is not kept", async () => {
  const { keeper, kept } = createWorld(() => "ref_s1_github");

  await keeper({ ...refused, source: "nobody" });

  expect(kept).toEqual([]);
});
