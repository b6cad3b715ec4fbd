import { generateKeyPairSync } from "node:crypto";
import { ConfigError, defineRouter, source } from "@hookyard/core";
import type { Provider } from "@hookyard/core/provider";
import { providers } from "@hookyard/core/providers";
import { type ApiWorld, clients, openClient } from "@hookyard/register";
import { expect, test } from "vitest";

const world: ApiWorld = {
  fetch: () => Promise.reject(new TypeError("nothing is asked")),
  now: () => new Date("2026-04-01T00:00:00Z"),
  wait: async () => undefined,
  signal: new AbortController().signal,
};

const presets: readonly Provider[] = Object.values(providers);
/** GitHub's apps have one of this form, and every other provider takes the other. */
const appKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
  type: "pkcs1",
  format: "pem",
});
const keyFor = (settings: Readonly<Record<string, string>>): string =>
  settings["app"] === undefined ? "AC1:secret" : String(appKey);

/** What the client of a provider says of its log; `undefined` where there is none, or it cannot be opened so. */
function logOf(provider: Provider, settings: Readonly<Record<string, string>>) {
  const client = clients.find((one) => one.provider === provider.id);
  const router = defineRouter({ sources: { one: source(provider, { settings }) }, consumers: {} });
  const definition = router.sources["one"];
  if (client === undefined || definition === undefined) return undefined;
  try {
    const log = openClient({ source: definition, client }, keyFor(settings), world).deliveries?.("1");
    return log && { days: log.reachDays, hasPayloads: log.hasBodies };
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

const namedOf = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, settings[name] ?? "acme"]));

/** With the first of those that the preset names, of which one is enough. */
const withOwn = ({ record }: Provider): Readonly<Record<string, string>> => ({
  ...settings,
  ...namedOf((record?.settings ?? []).slice(0, 1)),
});

/** What clients ask for elsewhere, so that each can be opened. */
const settings: Readonly<Record<string, string>> = {
  repository: "acme/shop",
  project: "acme/shop",
  domain: "example.com",
  shop: "acme.myshopify.com",
  store: "https://shop.example.com",
  application: "app_1",
  messagingProfile: "mp1",
  site: "acme",
  space: "yadj1kx9rmg0",
  subdomain: "acme",
  context: "team",
  contextId: "42",
  account: "a1",
  host: "eu.docusign.net",
};

test("what a preset says of its provider's record is what the provider's client reads", () => {
  const said = presets.map(({ id, record }) => ({
    id,
    record: record && { days: record.days, hasPayloads: record.hasPayloads },
  }));

  expect(
    presets.map((provider) => ({ id: provider.id, record: logOf(provider, withOwn(provider)) })),
  ).toEqual(said);
  expect(presets.filter(({ record }) => record !== undefined).length).toBeGreaterThanOrEqual(10);
});

test("whose record it is takes the settings that the preset names, and no other", () => {
  for (const provider of presets) {
    if (provider.record === undefined) continue;
    const { settings: named = [], besides = [] } = provider.record;
    const beside = namedOf(besides);

    expect(logOf(provider, beside) === undefined, `${provider.id} without settings`).toBe(named.length > 0);
    for (const name of besides)
      expect(
        logOf(provider, { ...beside, ...namedOf(named), [name]: "" }),
        `${provider.id} without ${name}`,
      ).toBeUndefined();
    for (const name of named)
      expect(
        logOf(provider, { ...beside, [name]: settings[name] ?? "acme" }),
        `${provider.id} with ${name}`,
      ).toBeDefined();
  }
});
