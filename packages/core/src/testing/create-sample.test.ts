import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { json } from "../body/json.ts";
import { ConfigError } from "../errors.ts";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";
import { verifyWebhook } from "../verify.ts";
import { firstHeader } from "../webhook-request.ts";
import { createSample, repeatableBytes, sampleTypes, signWebhook } from "./index.ts";
import { usualSettings } from "./sign-webhook.ts";

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";
const all: readonly Provider[] = Object.values(providers);
const named = all.flatMap((provider) =>
  sampleTypes(provider).map((type) => [provider.id, type, provider] as const),
);

describe("createSample", () => {
  test.each(named)("%s %s is signed, verifies, and names itself so", async (_id, type, provider) => {
    const secret = provider.scheme.createSecret(randomBytes);
    const sample = createSample(provider, { type, now, random: randomBytes });

    const request = await signWebhook(provider, { secret: secret.sign, url, now, ...sample });

    const header = (name: string): string | undefined => firstHeader(request.headers, name);
    const whole = (provider.body ?? json)(request.body, header);
    const payload = provider.split === undefined ? whole : (provider.split(whole)[0] ?? null);
    const identity = provider.identify({ payload, whole, index: 0, header, request });
    const settings = usualSettings(provider.id);
    expect(await verifyWebhook(provider, request, { secrets: [secret.verify], now, settings })).toMatchObject(
      {
        ok: true,
      },
    );
    expect(identity.type).toBe(type);
  });

  test("makes a new event each time, and the same one from the same bytes", () => {
    const provider = providers.stripe;
    const once = createSample(provider, { now, random: repeatableBytes("seed") });

    expect(createSample(provider, { now, random: repeatableBytes("seed") })).toEqual(once);
    expect(createSample(provider, { now, random: randomBytes }).body).not.toEqual(once.body);
  });

  test("sets fields by path, also in lists, in forms and where nothing was", () => {
    const read = (body: Uint8Array): unknown => JSON.parse(Buffer.from(body).toString());
    const order = createSample(providers.shopify, {
      now,
      random: randomBytes,
      set: { total_price: "1.00", "line_items.0.sku": "X", "new.deep": [1], "line_items.1": { sku: "Y" } },
    });
    const command = createSample(providers.slack, {
      type: "slash_command",
      now,
      random: randomBytes,
      set: { text: "a b&c" },
    });

    expect(read(order.body)).toMatchObject({
      total_price: "1.00",
      line_items: [{ sku: "X" }, { sku: "Y" }],
      new: { deep: [1] },
    });
    expect(new URLSearchParams(Buffer.from(command.body).toString()).get("text")).toBe("a b&c");
  });

  test("is of the source's own topic, so that this source takes it", async () => {
    const provider = providers["aws-sns"];
    const settings = { topicArn: "arn:aws:sns:us-west-2:210987654321:alarms" };
    const secret = provider.scheme.createSecret(randomBytes);
    const sample = createSample(provider, { now, random: randomBytes, settings });

    const request = await signWebhook(provider, { secret: secret.sign, url, now, settings, ...sample });

    const options = { secrets: [secret.verify], now, settings };
    expect(await verifyWebhook(provider, request, options)).toMatchObject({ ok: true });
    expect(request.headers["x-amz-sns-topic-arn"]).toBe(settings.topicArn);
  });

  test.each([
    { type: "no.such", now, random: randomBytes },
    { now, random: randomBytes, set: { "id.deeper": 1 } },
    { now, random: randomBytes, set: { "data.object.payment_method_types.9": 1 } },
    { type: "__proto__", now, random: randomBytes },
  ])("refuses what cannot be made", (options) => {
    expect(() => createSample(providers.stripe, options)).toThrow(ConfigError);
  });
});

describe("signWebhook", () => {
  test("sends what the provider always sends, and lets headers be replaced in any case", async () => {
    const request = await signWebhook(providers.github, {
      secret: "s",
      url,
      body: "{}",
      now,
      headers: { "X-GitHub-Event": "release" },
    });

    expect(request).toMatchObject({
      method: "POST",
      url,
      headers: {
        "content-type": "application/json",
        "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
        "x-github-delivery": expect.stringMatching(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        ),
        "x-github-event": "release",
      },
    });
  });

  test("gives the same request for the same input", async () => {
    const make = () =>
      signWebhook(providers["standard-webhooks"], { secret: "whsec_YWJj", url, body: "{}", now });

    expect(await make()).toEqual(await make());
  });

  test("says so when the secret is of another form", async () => {
    const options = { secret: "***", url, body: "{}", now };

    await expect(signWebhook(providers["standard-webhooks"], options)).rejects.toThrow(ConfigError);
  });

  test("a request goes through fetch's Request unchanged", async () => {
    const request = await signWebhook(providers.stripe, { secret: "whsec_x", url, body: "{}", now });

    const sent = new Request(request.url, request);

    const received = { method: sent.method, url: sent.url, headers: sent.headers, body: await sent.bytes() };
    expect(await verifyWebhook(providers.stripe, received, { secrets: ["whsec_x"], now })).toMatchObject({
      ok: true,
    });
  });
});
