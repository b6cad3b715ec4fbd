import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createIntake } from "../ingest/intake.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { createSample, repeatableBytes } from "../testing/index.ts";
import { nylas } from "./nylas.ts";

const secret = "a secret of this test";
const secrets = [secret];
const now = new Date("2026-01-01T00:00:00Z");
const router = defineRouter({ sources: { nylas: source(nylas) }, consumers: {} });
const intake = createIntake({ router, secrets: () => secrets, now: () => now });
const sample = createSample(nylas, { now, random: repeatableBytes("nylas") });

/** Signed as Nylas does: over the bytes that it sends. */
function send(body: Uint8Array, signed: Uint8Array = body) {
  const headers = {
    "content-type": "application/json",
    "content-encoding": "gzip",
    "x-nylas-signature": createHmac("sha256", secret).update(signed).digest("hex"),
  };
  return intake("nylas", { method: "POST", url: "https://hooks.example.com/webhooks/nylas", headers, body });
}

describe("a compressed body", () => {
  test("is the same event as the plain one", async () => {
    const plain = await send(sample.body);
    const compressed = await send(gzipSync(sample.body));

    if (plain.kind !== "events" || compressed.kind !== "events") throw new Error("both are events");
    expect(compressed.entries[0]?.event).toEqual(plain.entries[0]?.event);
    expect(compressed.entries[0]?.event.type).toBe("meeting.scheduled");
    expect(JSON.parse(compressed.entries[0]?.text ?? "")).toEqual(JSON.parse(plain.entries[0]?.text ?? ""));
  });

  test("is not opened before its signature is found good", async () => {
    const bytes = gzipSync(sample.body);

    expect(await send(bytes, sample.body)).toEqual({
      kind: "refused",
      refusal: { code: "signature_invalid", reason: "signature_mismatch" },
    });
  });

  test.each([
    ["cut off", gzipSync(sample.body).subarray(0, 40)],
    ["larger than 10 MiB inside", gzipSync(Buffer.alloc(11 * 1024 * 1024, "a"))],
    ["no JSON inside", gzipSync("hello")],
  ])("is malformed where it is %s", async (_what, body) => {
    expect(await send(body)).toMatchObject({ kind: "refused", refusal: { code: "body_malformed" } });
  });
});
