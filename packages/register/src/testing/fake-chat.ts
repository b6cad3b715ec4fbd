import { HttpResponse, http } from "msw";
import { discordClient } from "../client/discord.ts";
import { shopifyClient } from "../client/shopify.ts";
import { telegramClient } from "../client/telegram.ts";
import { twitchClient } from "../client/twitch.ts";
import { type FakeAccount, type FakeProvider, pageSize } from "./fake-account.ts";

/** One subscription at a time into endpoints by URL, as tests see them. */
function subscribe(account: FakeAccount, type: string, url: string, secret: string): void {
  const found = account.endpoints.find((each) => each.url === url);
  if (found === undefined) account.endpoints.push({ id: url, url, types: [type], isEnabled: true, secret });
  else Object.assign(found, { types: [...found.types, type], secret, isEnabled: true });
}

function unsubscribe(account: FakeAccount, id: string): void {
  const [type = "", url = ""] = id.split("|");
  for (const endpoint of account.endpoints)
    if (endpoint.url === url) endpoint.types = endpoint.types.filter((each) => each !== type);
  account.endpoints = account.endpoints.filter(({ types }) => types.length > 0);
}

const subscriptions = (account: FakeAccount) =>
  account.endpoints.flatMap(({ url, types, isEnabled }) =>
    types.map((type) => ({ id: `${type}|${url}`, type, url, isEnabled })),
  );

const twitchAt = "https://api.twitch.tv/helix/eventsub/subscriptions";
const twitch: FakeProvider = {
  client: twitchClient,
  key: "twitchclientid:twitchclientsecret",
  settings: { broadcaster: "1337" },
  handlers: (account) => [
    http.post("https://id.twitch.tv/oauth2/token", async ({ request }) => {
      const form = new URLSearchParams(await request.text());
      return form.get("client_secret") === "twitchclientsecret"
        ? HttpResponse.json({ access_token: "twitch-app-token", expires_in: 5_000_000, token_type: "bearer" })
        : HttpResponse.json({ status: 403, message: "invalid client secret" }, { status: 403 });
    }),
    http.get(twitchAt, ({ request }) => {
      if (
        request.headers.get("authorization") !== "Bearer twitch-app-token" ||
        request.headers.get("client-id") !== "twitchclientid"
      )
        return HttpResponse.json({ message: "Invalid OAuth token" }, { status: 401 });
      const start = Number(new URL(request.url).searchParams.get("after") ?? 0);
      const all = subscriptions(account);
      return HttpResponse.json({
        data: all.slice(start, start + pageSize).map(({ id, type, url, isEnabled }) => ({
          id,
          type,
          version: "1",
          status: isEnabled ? "enabled" : "notification_failures_exceeded",
          condition: { broadcaster_user_id: "1337" },
          transport: { method: "webhook", callback: url },
        })),
        pagination: start + pageSize < all.length ? { cursor: String(start + pageSize) } : {},
      });
    }),
    http.post(twitchAt, async ({ request }) => {
      const { type, transport } = (await request.json()) as {
        type: string;
        transport: { callback: string; secret: string };
      };
      if (subscriptions(account).some((each) => each.type === type && each.url === transport.callback))
        return HttpResponse.json({ message: "subscription already exists" }, { status: 409 });
      subscribe(account, type, transport.callback, transport.secret);
      return HttpResponse.json({ data: [] }, { status: 202 });
    }),
    http.delete(twitchAt, ({ request }) => {
      unsubscribe(account, new URL(request.url).searchParams.get("id") ?? "");
      return new HttpResponse(null, { status: 204 });
    }),
  ],
};

const shopify: FakeProvider = {
  client: shopifyClient,
  key: "shpat_hunter2hunter2",
  settings: { shop: "acme.myshopify.com" },
  canDisable: false,
  handlers: (account) => [
    http.post("https://acme.myshopify.com/admin/api/2026-01/graphql.json", async ({ request }) => {
      if (request.headers.get("x-shopify-access-token") !== "shpat_hunter2hunter2")
        return HttpResponse.json({ errors: "[API] Invalid API key or access token" }, { status: 401 });
      const { query, variables } = (await request.json()) as {
        query: string;
        variables?: {
          after?: string | null;
          id?: string;
          topic?: string;
          webhookSubscription?: { uri: string };
        };
      };
      // What is asked for is in the variables, or in the text, where Shopify's own library writes it.
      const inText = (name: string): string => new RegExp(`${name}: "?([^",)\\s}]+)`).exec(query)?.[1] ?? "";
      if (query.includes("webhookSubscriptionCreate")) {
        const topic = variables?.topic ?? inText("topic");
        subscribe(account, topic, variables?.webhookSubscription?.uri ?? inText("callbackUrl"), "");
        return HttpResponse.json({
          data: { webhookSubscriptionCreate: { webhookSubscription: { id: "gid://1" }, userErrors: [] } },
        });
      }
      if (query.includes("webhookSubscriptionDelete")) {
        const id = variables?.id ?? inText("id");
        unsubscribe(account, id);
        return HttpResponse.json({
          data: {
            webhookSubscriptionDelete: { deletedWebhookSubscriptionId: id, userErrors: [] },
          },
        });
      }
      const start = Number(variables?.after ?? 0);
      const all = subscriptions(account);
      const nodes = all.slice(start, start + pageSize).map(({ id, type, url }) => ({
        id,
        topic: type,
        uri: url,
        includeFields: [],
        metafieldNamespaces: [],
        endpoint: { __typename: "WebhookHttpEndpoint", callbackUrl: url },
      }));
      return HttpResponse.json({
        data: {
          webhookSubscriptions: {
            nodes,
            edges: nodes.map((node) => ({ node })),
            pageInfo: { hasNextPage: start + pageSize < all.length, endCursor: String(start + pageSize) },
          },
        },
      });
    }),
  ],
};

const telegramAt = "https://api.telegram.org/bot123456:AAHhunter2hunter2";
const telegram: FakeProvider = {
  client: telegramClient,
  key: "123456:AAHhunter2hunter2",
  settings: {},
  isPaged: false,
  handlers: (account) => [
    http.get(`${telegramAt}/getWebhookInfo`, () => {
      const [one] = account.endpoints;
      return HttpResponse.json({
        ok: true,
        result: {
          url: one?.url ?? "",
          has_custom_certificate: false,
          pending_update_count: one?.isEnabled === false ? 4 : 0,
          ...(one?.isEnabled === false && { last_error_message: "Wrong response from the webhook: 500" }),
          allowed_updates: [...(one?.types ?? [])],
        },
      });
    }),
    http.post(`${telegramAt}/setWebhook`, async ({ request }) => {
      const body = (await request.json()) as { url: string; allowed_updates: string[]; secret_token: string };
      account.endpoints = [
        { id: "bot", url: body.url, types: body.allowed_updates, isEnabled: true, secret: body.secret_token },
      ];
      return HttpResponse.json({ ok: true, result: true, description: "Webhook was set" });
    }),
    http.post(`${telegramAt}/deleteWebhook`, () => {
      account.endpoints = [];
      return HttpResponse.json({ ok: true, result: true });
    }),
  ],
};

const discord: FakeProvider = {
  client: discordClient,
  canRotate: false,
  key: "MTk4NjIyhunter2.discord.bot",
  settings: {},
  isPaged: false,
  handlers: (account) => {
    const at = "https://discord.com/api/v10/applications/@me";
    const app = () => {
      const [one] = account.endpoints;
      return {
        id: "1986",
        verify_key: "e1d2c3publickey",
        event_webhooks_url: one?.url ?? null,
        event_webhooks_status: one?.isEnabled === false ? 3 : 2,
        event_webhooks_types: [...(one?.types ?? [])],
      };
    };
    return [
      http.get(at, ({ request }) =>
        request.headers.get("authorization") === "Bot MTk4NjIyhunter2.discord.bot"
          ? HttpResponse.json(app())
          : HttpResponse.json({ message: "401: Unauthorized", code: 0 }, { status: 401 }),
      ),
      http.patch(at, async ({ request }) => {
        const body = (await request.json()) as {
          event_webhooks_url: string | null;
          event_webhooks_types?: string[];
        };
        account.endpoints =
          body.event_webhooks_url === null
            ? []
            : [
                {
                  id: "1986",
                  url: body.event_webhooks_url,
                  types: body.event_webhooks_types ?? [],
                  isEnabled: true,
                  secret: "e1d2c3publickey",
                },
              ];
        return HttpResponse.json(app());
      }),
    ];
  },
};

export const chatProviders: readonly FakeProvider[] = [twitch, shopify, telegram, discord];
