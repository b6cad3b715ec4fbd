import { sourceRecord } from "@hookyard/core/operator/operator-records";
import { expect, test } from "vitest";
import { createTestIo } from "../testing/test-io.ts";

const sources = [
  sourceRecord({
    source: "stripe",
    url: "http://127.0.0.1:3000/webhooks/stripe",
    accepted: 12_345,
    duplicates: 2,
    lastEvent: { id: "evt_1", type: "payment.succeeded", receivedtime: "2026-05-01T11:59:00.000Z" },
    refused: [
      { reason: "signature_mismatch", count: 3, lastTime: "2026-05-01T11:00:00.000Z" },
      { reason: "timestamp_stale", count: 1, lastTime: "2026-05-01T10:00:00.000Z" },
    ],
  }),
  sourceRecord({ source: "github-acme", provider: "github", secrets: { count: 2, origin: "environment" } }),
  sourceRecord({ source: "slack", provider: "slack", secrets: { count: 0, origin: "none" } }),
];

test("one line a source, and why requests were refused", async () => {
  const { run, out } = createTestIo({ records: { sources } });

  expect(await run("sources")).toBe(0);
  expect(out()).toMatchInlineSnapshot(`
    "SOURCE       PROVIDER  URL                                    SECRETS          ACCEPTED  DUPLICATES  REFUSED  LAST EVENT
    stripe       stripe    http://127.0.0.1:3000/webhooks/stripe  made here          12,345           2        4  1 min ago, payment.succeeded
    github-acme  github    /webhooks/github-acme                  environment (2)         0           0        0  never
    slack        slack     /webhooks/slack                        none                    0           0        0  never

    REFUSED AT  REASON              TIMES  LAST
    stripe      signature_mismatch      3  1 h ago
    stripe      timestamp_stale         1  2 h ago
    "
  `);
});

test("--json says whether it asked a running process", async () => {
  const { run, out } = createTestIo({ records: { sources }, mode: "stopped" });

  await run("sources", "--json");

  expect(JSON.parse(out())).toEqual({ mode: "stopped", sources, problems: [] });
});
