import Mux from "@mux/mux-node";
import { ConfigError } from "@hookyard/core";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type FakeAccount, type FakeProvider, newAccount } from "../testing/fake-account.ts";
import { dockerHub, mux, npmHooks, slackWith } from "../testing/fake-apps.ts";
import { openFake } from "../testing/open-fake.ts";
import { slackClient } from "./slack.ts";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
afterEach(() => server.resetHandlers());

const url = "https://hooks.example.com/webhooks/mine";
const wanted = { url, types: [], description: "Hookyard: mine", secret: "hunter2hunter2" };

function play(fake: FakeProvider): FakeAccount {
  const account = newAccount();
  server.use(...fake.handlers(account));
  return account;
}

test("Slack: scopes that events need are added, and all else in the manifest stays", async () => {
  const app = {
    manifest: {
      display_information: { name: "Shop" },
      oauth_config: {
        redirect_urls: ["https://acme.example"],
        scopes: { user: ["chat:write"], bot: ["chat:write"] },
      },
      settings: {
        org_deploy_enabled: true,
        event_subscriptions: { request_url: "", bot_events: [], user_events: ["star_added"] },
      },
    },
  };
  const fake = slackWith(app);
  play(fake);

  await openFake(fake).create({ ...wanted, types: ["app_mention", "message.im"] });

  expect(app.manifest).toEqual({
    display_information: { name: "Shop" },
    oauth_config: {
      redirect_urls: ["https://acme.example"],
      scopes: { user: ["chat:write"], bot: ["chat:write", "app_mentions:read", "im:history"] },
    },
    settings: {
      org_deploy_enabled: true,
      socket_mode_enabled: false,
      event_subscriptions: {
        request_url: url,
        bot_events: ["app_mention", "message.im"],
        user_events: ["star_added"],
      },
    },
  });
});

test("Slack: Socket Mode is a fault, which an update puts right", async () => {
  const subscribed = { request_url: url, bot_events: [] };
  const app = { manifest: { settings: { socket_mode_enabled: true, event_subscriptions: subscribed } } };
  const fake = slackWith(app);
  play(fake);
  const api = openFake(fake);

  const [faulty] = await api.list();
  if (faulty === undefined) throw new TypeError("nothing is listed");
  await api.update(faulty, wanted);

  expect(faulty.faults).toEqual(["Socket Mode is on: events go there, not to the URL"]);
  expect(app.manifest.settings.socket_mode_enabled).toBe(false);
});

test("Slack: an app in Socket Mode without a URL is not silently taken out of it", async () => {
  const fake = slackWith({ manifest: { settings: { socket_mode_enabled: true } } });
  play(fake);

  expect(await openFake(fake).list()).toMatchObject([
    { url: "", faults: ["Socket Mode is on: events go there, not to the URL"] },
  ]);
});

test.each([
  ["invalid_auth", "api_key_refused", "HOOKYARD_API_KEY_MINE"],
  ["token_expired", "api_key_refused", "twelve hours"],
  ["no_permission", "api_key_refused", "no_permission"],
  ["invalid_app_id", "api_not_found", "invalid_app_id"],
  ["ratelimited", "api_rate_limited", "ratelimited"],
  ["internal_error", "api_failed", "internal_error"],
  ["invalid_manifest", "api_refused", "Needs a scope (/settings)"],
])("Slack: what it answers with 200 and %s is an error", async (error, code, words) => {
  const errors = [{ message: "Needs a scope", pointer: "/settings" }];
  server.use(http.post("https://slack.com/api/*", () => HttpResponse.json({ ok: false, error, errors })));

  const listed = openFake({
    client: slackClient,
    key: "xoxe.xoxp-1-hunter2",
    settings: { app: "A1" },
  }).list();

  await expect(listed).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
});

test("Slack: a message is heard of in every kind of conversation", () => {
  expect(slackClient.subscriptions.nameOf?.("message")).toEqual([
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
  ]);
});

test("Mux: its own library reads what our client made", async () => {
  play(mux);
  const { endpoint } = await openFake(mux).create(wanted);
  const [tokenId = "", tokenSecret = ""] = mux.key.split(":");
  const library = new Mux({ tokenId, tokenSecret });

  const found = await library.system.webhooks.list();
  await library.system.webhooks.delete(endpoint.id);

  expect(found.data).toMatchObject([{ id: endpoint.id, address: url, enabled: true }]);
  expect(await openFake(mux).list()).toEqual([]);
});

test("Mux: our client reads what its own library made", async () => {
  play(mux);
  const [tokenId = "", tokenSecret = ""] = mux.key.split(":");

  const { id, signing_secret } = await new Mux({ tokenId, tokenSecret }).system.webhooks.create({
    address: url,
  });

  expect(signing_secret).toMatch(/\w/);
  expect(await openFake(mux).list()).toEqual([{ id, url, types: [], status: "enabled" }]);
});

test("Mux: the webhook that another replaces keeps delivering, from an address of its own", async () => {
  const account = play(mux);
  const api = openFake(mux);
  const { endpoint: old } = await api.create(wanted);

  await api.create(wanted);

  expect(account.endpoints.map((each) => [each.id, each.url, each.isEnabled])).toEqual([
    [old.id, `${url}?replaced=${old.id}`, true],
    [expect.any(String), url, true],
  ]);
});

test.each([
  ["@acme/prices", "package", "@acme/prices"],
  ["prices", "package", "prices"],
  ["@acme", "scope", "@acme"],
  ["~ada", "owner", "ada"],
])("npm: %s is watched as %s", async (name, type, sent) => {
  const bodies: unknown[] = [];
  server.use(
    http.post("https://npm.acme.example/-/npm/v1/hooks/hook", async ({ request }) => {
      bodies.push(await request.json());
      return HttpResponse.json({ id: "1", endpoint: url, type, name: sent });
    }),
  );

  await openFake({ ...npmHooks, settings: { ...npmHooks.settings, package: name } }).create(wanted);

  expect(bodies).toEqual([{ type, name: sent, endpoint: url, secret: "hunter2hunter2" }]);
});

test("Docker Hub: a second webhook has a name of its own, and its secret in the URL is not read back", async () => {
  const account = play(dockerHub);
  const api = openFake(dockerHub);

  await api.create(wanted);
  await api.create(wanted);

  expect(account.endpoints.map(({ id, secret }) => [id, secret])).toEqual([
    ["hookyard-mine", "hunter2hunter2"],
    ["hookyard-mine-2", "hunter2hunter2"],
  ]);
  expect((await api.list()).map((endpoint) => endpoint.url)).toEqual([url, url]);
});

test("Docker Hub: a webhook that calls several URLs is left alone", async () => {
  play(dockerHub);
  const webhooks = [{ hook_url: url }, { hook_url: "https://elsewhere.example.com/" }];
  server.use(
    http.get("https://hub.docker.com/v2/repositories/acme/shop/webhook_pipeline/", () =>
      HttpResponse.json({ next: null, results: [{ slug: "both", name: "both", webhooks }] }),
    ),
  );

  expect(await openFake(dockerHub).list()).toEqual([]);
});

test.each<[string, Pick<FakeProvider, "client" | "key" | "settings">]>([
  ["half a key of Mux", { ...mux, key: "hunter2hunter2" }],
  ["half a key of Docker Hub", { ...dockerHub, key: "hunter2hunter2" }],
  ["a repository without its owner", { ...dockerHub, settings: { repository: "shop" } }],
  [
    "a registry without TLS",
    { ...npmHooks, settings: { ...npmHooks.settings, registry: "http://npm.acme.example" } },
  ],
])("%s is told before anything is sent, without the key", (_what, fake) => {
  const opened = (): unknown => openFake(fake);

  expect(opened).toThrow(ConfigError);
  expect(opened).not.toThrow(/hunter2/);
});
