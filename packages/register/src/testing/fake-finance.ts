import { HttpResponse, http } from "msw";
import { lithicClient } from "../client/lithic.ts";
import { razorpayClient } from "../client/razorpay.ts";
import { wiseClient } from "../client/wise.ts";
import { type FakeProvider, hasHeader, perTypeFake, restFake } from "./fake-account.ts";

interface LithicBody {
  readonly url: string;
  readonly disabled: boolean;
  readonly event_types: string[] | null;
}

const lithicAt = "https://api.lithic.com/v1/event_subscriptions";
const lithic: FakeProvider = {
  client: lithicClient,
  key: "lithic-key-hunter2",
  settings: {},
  handlers: restFake({
    base: "https://api.lithic.com",
    path: "/v1/event_subscriptions",
    isAuthorized: hasHeader("authorization", "lithic-key-hunter2"),
    secretOf: (number) => `whsec_${Buffer.from(`lithic ${number}`).toString("base64")}`,
    toWire: ({ id, url, types, isEnabled }) => ({
      token: id,
      description: "Hookyard: mine",
      url,
      disabled: !isEnabled,
      event_types: types.includes("*") ? null : [...types],
    }),
    fromWire: ({ url, disabled, event_types }: LithicBody) => ({
      url,
      types: event_types ?? ["*"],
      isEnabled: !disabled,
    }),
    updates: "PATCH",
    startOf: (url, endpoints) => {
      const after = url.searchParams.get("starting_after");
      return after === null ? 0 : endpoints.findIndex(({ id }) => id === after) + 1;
    },
    page: (data, next) => HttpResponse.json({ data, has_more: next !== undefined }),
    extra: (account, find) => [
      http.get(`${lithicAt}/:id/secret`, ({ params }) =>
        HttpResponse.json({ secret: find(String(params["id"]))?.secret }),
      ),
      http.post(`${lithicAt}/:id/secret/rotate`, ({ params }) => {
        const found = find(String(params["id"]));
        if (found !== undefined)
          found.secret = `whsec_${Buffer.from(`new ${account.nextNumber++}`).toString("base64")}`;
        return new HttpResponse(null, { status: found === undefined ? 404 : 204 });
      }),
    ],
  }),
};

interface RazorpayBody {
  readonly url: string;
  readonly events: string[];
  readonly active: boolean;
  readonly secret?: string;
}

const razorpay: FakeProvider = {
  client: razorpayClient,
  key: "rzp_live_hunter2:razorpay-secret",
  settings: { account: "acc_1" },
  handlers: restFake({
    base: "https://api.razorpay.com",
    path: "/v2/accounts/acc_1/webhooks",
    isAuthorized: hasHeader(
      "authorization",
      `Basic ${Buffer.from("rzp_live_hunter2:razorpay-secret").toString("base64")}`,
    ),
    toWire: ({ id, url, types, isEnabled }) => ({
      id,
      entity: "webhook",
      url,
      active: isEnabled,
      disabled_at: 0,
      secret_exists: true,
      events: [...types],
    }),
    fromWire: ({ url, events, active, secret }: RazorpayBody) => ({
      url,
      types: events,
      isEnabled: active,
      ...(secret !== undefined && { secret }),
    }),
    updates: "PATCH",
    startOf: (url) => Number(url.searchParams.get("skip") ?? 0),
    page: (items) => HttpResponse.json({ entity: "collection", count: items.length, items }),
  }),
};

const wise: FakeProvider = {
  client: wiseClient,
  key: "wise-token-hunter2",
  settings: { profile: "77" },
  surprise: [{ id: "x" }],
  isPaged: false,
  canDisable: false,
  handlers: perTypeFake({
    path: "https://api.transferwise.com/v3/profiles/77/subscriptions",
    removePath: "https://api.transferwise.com/v3/profiles/77/subscriptions/:id",
    isAuthorized: hasHeader("authorization", "Bearer wise-token-hunter2"),
    toWire: ({ id, type, url }) => ({
      id,
      name: "Hookyard: mine",
      trigger_on: type,
      delivery: { version: "2.0.0", url },
      scope: { domain: "profile", id: "77" },
    }),
    fromWire: (body: { trigger_on: string; delivery: { url: string } }) => ({
      type: body.trigger_on,
      url: body.delivery.url,
    }),
    page: (items) => HttpResponse.json(items),
  }),
};

export const financeProviders: readonly FakeProvider[] = [lithic, razorpay, wise];
