import { generateKeyPairSync } from "node:crypto";
import { ConfigError } from "@hookyard/core";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testEndpointApi } from "../testing/endpoint-api.contract.ts";
import { type FakeAccount, newAccount } from "../testing/fake-account.ts";
import { businessProviders, coinbaseCdp, coinbaseWithEc } from "../testing/fake-business.ts";
import { ebay } from "../testing/fake-ebay.ts";
import { openFake } from "../testing/open-fake.ts";
import { acuityClient } from "./acuity.ts";
import { adobeSignClient } from "./adobe-sign.ts";
import { coinbaseCdpClient } from "./coinbase-cdp.ts";
import { ebayClient } from "./ebay.ts";
import { helpscoutClient } from "./helpscout.ts";
import { planetscaleClient } from "./planetscale.ts";
import { surveymonkeyClient } from "./surveymonkey.ts";

for (const provider of businessProviders) testEndpointApi(provider);

describe("beside the contract", () => {
  const server = setupServer();
  const url = "https://hooks.example.com/webhooks/mine";
  let account: FakeAccount;

  beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
  beforeEach(() => {
    account = newAccount();
    server.resetHandlers();
  });
  afterAll(() => server.close());

  test("a topic that eBay sends elsewhere is turned to the new destination", async () => {
    const types = ["MARKETPLACE_ACCOUNT_DELETION"];
    account.endpoints.push({
      id: "old",
      url: "https://old.example.com/",
      types,
      isEnabled: true,
      secret: "",
    });
    server.use(...ebay.handlers(account));

    const { endpoint } = await openFake(ebay).create({ url, types, description: "Hookyard: mine" });

    expect(account.endpoints.map(({ id, types: sent }) => [id, sent])).toEqual([
      ["old", []],
      [endpoint.id, types],
    ]);
  });

  test("another verification token at eBay is told", async () => {
    account.endpoints.push({ id: "1", url, types: [], isEnabled: true, secret: "" });
    server.use(...ebay.handlers(account));
    const settings = { verificationToken: "another-word-of-ours-that-is-long-enough" };

    const [found] = await openFake({ ...ebay, settings }).list();

    expect(found?.faults).toEqual(["its verification token is another"]);
  });

  test("other labels at Coinbase are told, and those that Coinbase adds are not", async () => {
    account.endpoints.push({ id: "1", url, types: [], isEnabled: true, secret: "s" });
    server.use(...coinbaseCdp.handlers(account));

    const [asWanted] = await openFake(coinbaseCdp).list();
    const [other] = await openFake({
      ...coinbaseCdp,
      settings: { labels: "network=ethereum-mainnet" },
    }).list();

    expect(asWanted?.faults).toBeUndefined();
    expect(other?.faults).toEqual(["its labels are others"]);
  });

  test("a key of Coinbase may have its line ends written as \\n", async () => {
    server.use(...coinbaseWithEc.handlers(account));
    const key = coinbaseWithEc.key.trim().replaceAll("\n", "\\n");

    await expect(openFake({ ...coinbaseWithEc, key }).list()).resolves.toEqual([]);
  });

  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const rsa = String(privateKey.export({ format: "pem", type: "pkcs8" }));
  const verificationToken = "a-word-of-ours-that-is-long-enough_1234";
  test.each([
    { client: adobeSignClient, key: "hunter2-token", settings: { shard: "na1.example.com" } },
    { client: ebayClient, key: "hunter2-token", settings: { verificationToken } },
    { client: ebayClient, key: "hunter2:token", settings: { verificationToken: "short" } },
    { client: coinbaseCdpClient, key: "hunter2-token", settings: {} },
    { client: coinbaseCdpClient, key: "id:aHVudGVyMg==", settings: {} },
    { client: coinbaseCdpClient, key: "id:-----BEGIN PRIVATE KEY-----hunter2", settings: {} },
    { client: coinbaseCdpClient, key: `id:${rsa}`, settings: {} },
    { client: coinbaseCdpClient, key: coinbaseCdp.key, settings: { labels: "network" } },
    { client: acuityClient, key: "hunter2-token", settings: {} },
    { client: helpscoutClient, key: "hunter2-token", settings: {} },
    { client: planetscaleClient, key: "hunter2-token", settings: {} },
    { client: surveymonkeyClient, key: "hunter2-token", settings: { surveys: "1", region: "mars" } },
  ])("$client.name refuses a key or a setting of the wrong form, and does not repeat a key", (wrong) => {
    const open = () => openFake(wrong);

    expect(open).toThrow(ConfigError);
    expect(open).not.toThrow(/hunter2|BEGIN/);
  });
});
