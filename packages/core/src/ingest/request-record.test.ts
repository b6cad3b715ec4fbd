import { describe, expect, test } from "vitest";
import { providers } from "../providers.ts";
import { createSample, repeatableBytes, signWebhook } from "../testing/index.ts";
import type { WebhookRequest } from "../webhook-request.ts";
import { readRequestRecord, recordRequest, redacted, type RequestRecord } from "./request-record.ts";

const secret = "whsec_the-secret-of-the-source";

function recordOf(change: Partial<WebhookRequest>, secretIndex?: number): RequestRecord {
  const request = {
    method: "POST",
    url: "https://hooks.example.com/webhooks/acme",
    headers: [],
    body: new Uint8Array(),
    ...change,
  };
  return readRequestRecord(recordRequest({ request, secrets: [secret], secretIndex }));
}

test("a request is kept as it came: its headers in order, doubled ones apart", () => {
  const record = recordOf({
    headers: [
      ["Host", "hooks.example.com"],
      ["X-Thing", "one"],
      ["x-thing", "two"],
    ],
  });

  expect(record).toEqual({
    method: "POST",
    url: "https://hooks.example.com/webhooks/acme",
    headers: [
      ["Host", "hooks.example.com"],
      ["X-Thing", "one"],
      ["x-thing", "two"],
    ],
  });
});

test("which secret verified is kept, by its number", () => {
  expect(recordOf({}, 1).secretIndex).toBe(1);
});

/** What signing adds and anybody may see: when it was signed, and what form the body has. */
const isHarmless = (value: string): boolean =>
  value === "" ||
  /^[0-9]{10,13}$/.test(value) ||
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T|^[A-Z][a-z]{2}, [0-9]{2} .* GMT$/.test(value) ||
  value.startsWith("multipart/form-data; boundary=");

describe.each(Object.values(providers))("$id", (provider) => {
  test("nothing that proves who sent it is kept", async () => {
    const now = new Date("2026-11-20T12:00:00.000Z");
    const random = repeatableBytes(provider.id);
    const { sign, verify } = provider.scheme.createSecret(random);
    const url = "https://hooks.example.com/webhooks/acme";
    const sample = createSample(provider, { now, random });
    const request = await signWebhook(provider, { ...sample, secret: sign, url, now });
    const before = new Set(Object.values(sample.headers));
    const proofs = Object.values(request.headers).filter((value) => !before.has(value) && !isHarmless(value));

    const text = recordRequest({ request, secrets: [verify], secretIndex: 0 });

    if (verify !== "") expect(text).not.toContain(verify); // Strava has none
    for (const proof of proofs) expect.soft(text, proof).not.toContain(JSON.stringify(proof).slice(1, -1));
  });
});

test.each([
  ["X-Acme-Odd", `Bearer ${secret}`],
  ["authorization", "Basic dXNlcjpwYXNz"],
  ["Cookie", "session=1"],
  ["X-Hub-Signature-256", "sha256=00"],
])("the value of %s is not kept", (name, value) => {
  expect(recordOf({ headers: [[name, value]] }).headers).toEqual([[name, redacted]]);
});

test.each([
  [`?token=abc&a=1`, `?token=${redacted}&a=1`],
  [`?t=${encodeURIComponent(secret)}`, `?t=${redacted}`],
  ["?%E0%A4%A=1", "?%E0%A4%A=1"],
])("a token in the query %s is not kept", (query, kept) => {
  const url = "https://hooks.example.com/webhooks/acme";

  expect(recordOf({ url: url + query }).url).toBe(url + kept);
});

test("what a sender can blow up is bounded", () => {
  const headers = Array.from({ length: 500 }, (_, index) => [`x-${index}`, "v".repeat(10_000)] as const);
  const url = `https://hooks.example.com/${"p".repeat(100_000)}`;

  const record = recordOf({ headers, url });

  expect(record.headers).toHaveLength(64);
  expect(record.left).toBe(436);
  expect(JSON.stringify(record).length).toBeLessThan(40_000);
});
