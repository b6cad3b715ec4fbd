import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../event.ts";
import { createIntake } from "../ingest/intake.ts";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { createSample, repeatableBytes, sampleTypes, signWebhook, tamper } from "../testing/index.ts";
import { usualSettings } from "../testing/sign-webhook.ts";

/** Under which names each provider's list of events is; none where the body is the list. */
const lists = {
  adyen: ["notificationItems"],
  asana: ["events"],
  attio: ["events"],
  auth0: [],
  "azure-event-grid": [],
  bitbucket: ["push", "changes"],
  cloudevents: [],
  dropbox: ["list_folder", "accounts"],
  fastspring: ["events"],
  gocardless: ["events"],
  hubspot: [],
  intuit: [],
  klaviyo: ["data"],
  line: ["events"],
  mailerlite: ["events"],
  mandrill: [],
  mautic: ["mautic.lead_post_save_new"],
  meta: ["entry"],
  "microsoft-graph": ["value"],
  okta: ["data", "events"],
  pusher: ["events"],
  segment: [],
  sendgrid: [],
  smartsheet: ["events"],
  tailscale: [],
  twilio: [],
  "x-twitter": ["direct_message_events"],
  xero: ["events"],
} as const satisfies Partial<Record<keyof typeof providers, readonly string[]>>;

/** What says that the body is a list. */
const headersOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cloudevents: { "content-type": "application/cloudevents-batch+json" },
};

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";

test("every provider that takes a request apart is listed here", () => {
  const splitting = Object.values<Provider>(providers).filter(({ split }) => split !== undefined);

  // Figma's is one event always: the secret is taken out of it.
  expect(splitting.map(({ id }) => id).toSorted()).toEqual([...Object.keys(lists), "figma"].toSorted());
});

describe.each(Object.entries(lists))("%s", (id, names) => {
  const provider: Provider = providers[id as keyof typeof lists]; // safe: its own key
  const router = defineRouter({
    sources: { source: source(provider, { settings: usualSettings(id) }) },
    consumers: {},
  });
  const secret = provider.scheme.createSecret(repeatableBytes(id));
  const intake = createIntake({ router, secrets: () => [secret.verify], now: () => now });
  const batch = async () => {
    const { headers, ...sample } = merged(provider, names);
    return signWebhook(provider, {
      secret: secret.sign,
      url,
      now,
      ...sample,
      headers: { ...headers, ...headersOf[id] },
    });
  };

  test("one request with several events becomes as many, each by itself", async () => {
    const result = await intake("source", await batch());

    if (result.kind !== "events") throw new Error(`${result.kind}: ${JSON.stringify(result)}`);
    expect(result.entries.length).toBeGreaterThanOrEqual(2);
    expect(new Set(result.entries.map(({ event }) => event.id)).size).toBe(result.entries.length);
  });

  test("or none at all, where the request is not genuine", async () => {
    const forged = await tamper(provider, await batch(), "signature", { secret: secret.sign, now });

    expect(await intake("source", forged)).toMatchObject({ kind: "refused" });
  });
});

/** Two samples of the provider in one request. */
function merged(provider: Provider, names: readonly string[]) {
  for (const type of sampleTypes(provider)) {
    const one = createSample(provider, { type, now, random: repeatableBytes("one") });
    const other = createSample(provider, { type, now, random: repeatableBytes("other") });
    const [first, second] = [payloadOf(one.body), payloadOf(other.body)];
    const isAlsoAlone = provider.id === "mailerlite"; // whose sample is an event outside of a list
    const list = isAlsoAlone
      ? [first ?? null, second ?? null]
      : [...(listAt(first, names) ?? []), ...(listAt(second, names) ?? [])];
    if (list.length < 2) continue;
    return { headers: one.headers, body: asBody(one.body, put(first, names, list)) };
  }
  throw new Error(`no sample of ${provider.id} has a list at "${names.join(" ")}"`);
}

/** `undefined` for a form, unless its one field holds JSON (Mandrill). */
function payloadOf(body: Uint8Array): Json | undefined {
  const text = Buffer.from(body).toString("utf8");
  if (/^[[{]/.test(text)) return JSON.parse(text);
  const events = new URLSearchParams(text).get(formField);
  return events === null ? undefined : JSON.parse(events);
}

function asBody(like: Uint8Array, payload: Json): string {
  const text = JSON.stringify(payload);
  const isForm = Buffer.from(like).toString("utf8").startsWith(formField);
  return isForm ? new URLSearchParams({ [formField]: text }).toString() : text;
}

const formField = "mandrill_events";

/** The list under those names; where the body is to be one and is a single event, that. */
function listAt(payload: Json | undefined, names: readonly string[]): readonly Json[] | undefined {
  let found = payload;
  for (const name of names) found = objectOf(found)[name];
  if (Array.isArray(found)) return found;
  return names.length === 0 && found !== undefined ? [found] : undefined;
}

function put(payload: Json | undefined, [name, ...rest]: readonly string[], list: readonly Json[]): Json {
  if (name === undefined) return list;
  return { ...objectOf(payload), [name]: put(objectOf(payload)[name], rest, list) };
}

function objectOf(value: Json | undefined): JsonObject {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as JsonObject) : {}; // safe: an object that is no array
}
