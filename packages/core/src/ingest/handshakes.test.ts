import { describe, expect, test } from "vitest";
import type { BusEntry } from "../port/bus.ts";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { samples } from "../sample/index.ts";
import { createHandshakes, type HandshakeRequest } from "../testing/create-handshake.ts";
import { createSample, repeatableBytes, signWebhook } from "../testing/index.ts";
import { type SignedRequest, tamper, usualSettings } from "../testing/sign-webhook.ts";
import { createIngest } from "./app.ts";
import { createByteBudget } from "./byte-budget.ts";
import { createIntake } from "./intake.ts";

/** Providers that ask about an endpoint before they send, or now and then, each by its own documentation. */
const asking = [
  "adobe-sign",
  "asana",
  "azure-event-grid",
  "braintree",
  "cloudevents",
  "discord",
  "dropbox",
  "ebay",
  "figma",
  "intercom",
  "mailchimp",
  "mandrill",
  "meta",
  "microsoft-graph",
  "monday",
  "notion",
  "nylas",
  "okta",
  "onfleet",
  "slack",
  "smartsheet",
  "strava",
  "surveymonkey",
  "trello",
  "twitch",
  "viber",
  "woocommerce",
  "x-twitter",
  "xero",
  "zoom",
] as const satisfies readonly (keyof typeof providers)[];

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";

/** The app in front of one source, and what it published. */
function createWorld(
  provider: Provider,
  options: { readonly secret?: string; readonly fetch?: typeof fetch } = {},
) {
  const created = provider.scheme.createSecret(repeatableBytes(provider.id));
  // Where nothing is signed the secret is a word that the team chose.
  const secret = created.verify === "" ? { verify: "a verify token", sign: "a verify token" } : created;
  const secrets = [options.secret ?? secret.verify];
  const settings = usualSettings(provider.id);
  const router = defineRouter({ sources: { source: source(provider, { settings }) }, consumers: {} });
  const published: BusEntry[] = [];
  const app = createIngest({
    router,
    intake: createIntake({
      router,
      secrets: () => secrets,
      now: () => now,
      ...(options.fetch !== undefined && { fetch: options.fetch }),
    }),
    bus: {
      publish: async (entries) =>
        entries.map((entry) => {
          const isKnown = published.some(({ event }) => event.id === entry.event.id);
          published.push(entry);
          return isKnown ? { status: "duplicate", conflict: false } : { status: "accepted" };
        }),
    },
    observer: {
      refused: () => undefined,
      handshake: () => undefined,
      published: () => undefined,
      failed: (_source, error) => {
        throw error;
      },
    },
    maxBodyBytes: 100_000,
    bodyTimeoutMilliseconds: 1000,
    budget: createByteBudget(1_000_000),
    retryAfterSeconds: 5,
  });
  const send = ({ method, url: target, headers, body }: SignedRequest) => {
    const hasBody = method !== "GET" && method !== "HEAD";
    return app.request(new Request(target, { method, headers, ...(hasBody && { body }) }));
  };
  const questions = () =>
    createHandshakes(provider, {
      secret: secret.sign,
      url,
      now,
      settings,
      random: repeatableBytes("question"),
    });
  return { send, questions, published, secret, settings };
}

describe.each(asking)("%s asks about an endpoint", (id) => {
  const provider: Provider = providers[id];

  test("and hears over HTTP what it wants; nothing is published", async () => {
    const { send, questions, published } = createWorld(provider);

    const asked = await questions();

    expect(asked).not.toEqual([]);
    for (const { request, answer } of asked) {
      const heard = await send(request);
      const body = await heard.text();

      expect(heard.status).toBe(answer.status);
      expect(Object.fromEntries(heard.headers)).toMatchObject(answer.headers ?? {});
      if (answer.body !== undefined) expect(body).toBe(answer.body);
    }
    expect(published).toEqual([]);
  });

  test("and what of its question comes back cannot be taken for a page", async () => {
    const { send, questions } = createWorld(provider);

    for (const { request } of await questions()) {
      const heard = await send(request);
      const body = await heard.text();
      if (!wordsOf(request).some((word) => body.includes(word))) continue;

      expect(heard.headers.get("content-type")).toMatch(/^(?:text\/plain|application\/json)/);
      expect(heard.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  test("and where it signs the question, another's is refused and told nothing", async () => {
    const { send, questions, published, secret, settings } = createWorld(provider);

    for (const { request, answer } of (await questions()).filter((one) => isSigned(provider, one))) {
      const forged = await tamper(provider, request, "signature", { secret: secret.sign, now, settings });
      const heard = await send(forged);

      expect(heard.status).toBeGreaterThanOrEqual(400);
      expect(heard.status).toBeLessThan(500);
      if (answer.body !== undefined) expect(await heard.text()).not.toContain(answer.body);
    }
    expect(published).toEqual([]);
  });
});

test("no provider asks that is not listed here", () => {
  const withQuestions = Object.values<Provider>(providers)
    .filter(({ handshakes, signedHandshakes }) => handshakes !== undefined || signedHandshakes !== undefined)
    .map(({ id }) => id);

  // SNS is asked below: it wants a request in return.
  expect(withQuestions.toSorted()).toEqual([...asking, "aws-sns"].toSorted());
});

test("Strava hears its challenge for the token of its subscription, and nothing for another", async () => {
  const { send } = createWorld(providers.strava, { secret: "a verify token" });
  const ask = (token: string) => {
    const target = new URL(url);
    target.searchParams.set("hub.mode", "subscribe");
    target.searchParams.set("hub.challenge", "15f7d1a91c1f40f8");
    target.searchParams.set("hub.verify_token", token);
    return send({ method: "GET", url: target.href, headers: {}, body: new Uint8Array() });
  };

  const heard = await ask("a verify token");
  const refused = await ask("another token");

  expect(heard.status).toBe(200);
  expect(heard.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await heard.json()).toEqual({ "hub.challenge": "15f7d1a91c1f40f8" });
  expect(refused.status).toBe(403);
  expect(await refused.text()).not.toContain("15f7d1a91c1f40f8");
});

test("SNS is not confirmed to anyone whose message is not signed", async () => {
  const asked: string[] = [];
  const { send, published } = createWorld(providers["aws-sns"], {
    fetch: async (input) => {
      asked.push(String(input instanceof Request ? input.url : input));
      return new Response("", { status: 404 });
    },
  });
  const subscribe = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription";
  const body = JSON.stringify({ Type: "SubscriptionConfirmation", SubscribeURL: subscribe });

  const heard = await send({ method: "POST", url, headers: {}, body: Uint8Array.from(Buffer.from(body)) });

  expect(heard.status).toBe(401);
  expect(asked).toEqual([]);
  expect(published).toEqual([]);
});

test("LINE's check of a URL, a request without events, is answered with success", async () => {
  const { send, published, secret } = createWorld(providers.line);
  const request = await signWebhook(providers.line, {
    secret: secret.sign,
    url,
    now,
    body: '{"destination":"U1","events":[]}',
  });

  expect((await send(request)).status).toBe(200);
  expect(published).toEqual([]);
});

describe("an answer that depends on the request", () => {
  const provider: Provider = providers["adobe-sign"];

  test("Adobe Sign hears its client id with every notification", async () => {
    const { send, published, secret } = createWorld(provider);
    const sample = createSample(provider, { now, random: repeatableBytes("sample") });
    const request = await signWebhook(provider, { secret: secret.sign, url, now, ...sample });

    const heard = await send(request);

    expect(heard.status).toBe(200);
    expect(heard.headers.get("x-adobesign-clientid")).toBe(secret.verify);
    expect(published.map(({ event }) => event.type)).toEqual(["document.completed"]);
  });

  test("and nothing of it, where it is another's", async () => {
    const { send, published } = createWorld(provider);
    const sample = createSample(provider, { now, random: repeatableBytes("sample") });
    const request = await signWebhook(provider, { secret: "another's client id", url, now, ...sample });

    const heard = await send(request);

    expect(heard.status).toBe(401);
    expect(heard.headers.get("x-adobesign-clientid")).toBeNull();
    expect(published).toEqual([]);
  });

  test("a duplicate hears the same", async () => {
    const { send, secret, published } = createWorld(provider);
    const sample = createSample(provider, { now, random: repeatableBytes("sample") });
    const request = await signWebhook(provider, { secret: secret.sign, url, now, ...sample });

    await send(request);
    const again = await send(request);

    expect(again.headers.get("x-adobesign-clientid")).toBe(secret.verify);
    expect(published).toHaveLength(2);
    expect(published[1]?.event.id).toBe(published[0]?.event.id);
  });
});

/** Texts of the question that could come back: of its query and its body. */
function wordsOf({ url: target, body }: SignedRequest): readonly string[] {
  const query = [...new URL(target).searchParams.values()];
  const inBody =
    Buffer.from(body)
      .toString("utf8")
      .match(/[\w-]{8,}/g) ?? [];
  return [...query, ...inBody];
}

function isSigned(provider: Provider, { name }: HandshakeRequest): boolean {
  const make = samples[provider.id]?.handshakes?.[name];
  const bytes = repeatableBytes("question");
  const context = { now, random: bytes, id: () => "x", digits: () => "1", uuid: () => "x", settings: {} };
  // A ping that anyone may send proves nothing, and is answered without looking at a signature.
  return make?.(context, { secret: "", url }).isSigned === true;
}
