import { HttpResponse, http } from "msw";
import { lineClient } from "../client/line.ts";
import { metaClient } from "../client/meta.ts";
import { stravaClient } from "../client/strava.ts";
import { telnyxClient } from "../client/telnyx.ts";
import { viberClient } from "../client/viber.ts";
import { xTwitterClient } from "../client/x-twitter.ts";
import { type FakeAccount, type FakeProvider, hasHeader, restFake } from "./fake-account.ts";

const bearer = (key: string) => hasHeader("authorization", `Bearer ${key}`);
const refused = (): Response => HttpResponse.json({ message: "bad key" }, { status: 401 });

const graphAt = "https://graph.facebook.com/v23.0/42/subscriptions";
const meta: FakeProvider = {
  client: metaClient,
  key: "meta-app-secret-hunter2",
  settings: { app: "42", verifyToken: "a-word-of-ours" },
  isPaged: false,
  handlers: (account) => [
    http.all(graphAt, ({ request }) =>
      bearer("42|meta-app-secret-hunter2")(request) ? undefined : refused(),
    ),
    http.get(graphAt, () =>
      HttpResponse.json({
        data: account.endpoints.flatMap(({ url, types, isEnabled }) =>
          [...new Set(types.map((type) => type.split(".")[0]))].map((object) => ({
            object,
            callback_url: url,
            active: isEnabled,
            fields: types
              .filter((type) => type.startsWith(`${object}.`))
              .map((type) => ({ name: type.split(".")[1], version: "v23.0" })),
          })),
        ),
      }),
    ),
    http.post(graphAt, async ({ request }) => {
      const body = (await request.json()) as {
        object: string;
        callback_url: string;
        fields: string;
        verify_token: string;
      };
      if (body.verify_token !== "a-word-of-ours") return HttpResponse.json({}, { status: 400 });
      // One for each object: a second one takes the place of the first.
      dropObject(account, body.object);
      const types = body.fields.split(",").map((field) => `${body.object}.${field}`);
      const found = account.endpoints.find(({ url }) => url === body.callback_url);
      if (found === undefined)
        account.endpoints.push({ id: "42", url: body.callback_url, types, isEnabled: true, secret: "" });
      else Object.assign(found, { types: [...found.types, ...types], isEnabled: true });
      return HttpResponse.json({ success: true });
    }),
    http.delete(graphAt, ({ request }) => {
      dropObject(account, new URL(request.url).searchParams.get("object") ?? "");
      return HttpResponse.json({ success: true });
    }),
  ],
};

function dropObject(account: FakeAccount, object: string): void {
  for (const endpoint of account.endpoints)
    endpoint.types = endpoint.types.filter((type) => !type.startsWith(`${object}.`));
  account.endpoints = account.endpoints.filter(({ types }) => types.length > 0);
}

const xTwitter: FakeProvider = {
  client: xTwitterClient,
  key: "x-bearer-hunter2",
  settings: {},
  isPaged: false,
  handlers: restFake({
    base: "https://api.x.com",
    path: "/2/webhooks",
    isAuthorized: bearer("x-bearer-hunter2"),
    toWire: ({ id, url, isEnabled }) => ({ id, url, valid: isEnabled, created_at: "2026-05-01T00:00:00Z" }),
    created: ({ id, url, isEnabled }) => ({ data: { id, url, valid: isEnabled } }),
    updated: () => ({ data: { attempted: true } }),
    // An update asks the URL again, which answers.
    fromWire: (body: { url?: string }) => ({
      ...(body.url !== undefined && { url: body.url }),
      isEnabled: true,
    }),
    updates: "PUT",
    removed: () => ({ data: { deleted: true } }),
    page: (data) =>
      HttpResponse.json({ ...(data.length > 0 && { data }), meta: { result_count: data.length } }),
  }),
};

const lineAt = "https://api.line.me/v2/bot/channel/webhook/endpoint";
const line: FakeProvider = {
  client: lineClient,
  key: "line-channel-token-hunter2",
  settings: {},
  isPaged: false,
  canDisable: false,
  canRemove: false,
  handlers: (account) => [
    http.all(lineAt, ({ request }) =>
      bearer("line-channel-token-hunter2")(request) ? undefined : refused(),
    ),
    http.get(lineAt, () => {
      const [found] = account.endpoints;
      return found === undefined
        ? HttpResponse.json({ message: "Not found" }, { status: 404 })
        : HttpResponse.json({ endpoint: found.url, active: found.isEnabled });
    }),
    http.put(lineAt, async ({ request }) => {
      const { endpoint: url } = (await request.json()) as { endpoint: string };
      account.endpoints = [{ id: "webhook", url, types: [], isEnabled: true, secret: "" }];
      return HttpResponse.json({});
    }),
  ],
};

const viberAt = "https://chatapi.viber.com/pa";
const viberKey = "445da6az1s345z78-dazcczb2542zv51a";
const viber: FakeProvider = {
  client: viberClient,
  key: viberKey,
  settings: {},
  isPaged: false,
  canDisable: false,
  canRotate: false,
  handlers: (account) => [
    http.post(`${viberAt}/:call`, ({ request }) =>
      hasHeader("x-viber-auth-token", viberKey)(request)
        ? undefined
        : HttpResponse.json({ status: 2, status_message: "invalidAuthToken" }),
    ),
    http.post(`${viberAt}/get_account_info`, () => {
      const [found] = account.endpoints;
      return HttpResponse.json({
        status: 0,
        status_message: "ok",
        id: "pa:75346594275468546724",
        name: "Acme",
        ...(found !== undefined && { webhook: found.url, event_types: [...found.types] }),
      });
    }),
    http.post(`${viberAt}/set_webhook`, async ({ request }) => {
      const { url, event_types: types = [] } = (await request.json()) as {
        url: string;
        event_types?: string[];
      };
      account.endpoints =
        url === "" ? [] : [{ id: "pa:75346594275468546724", url, types, isEnabled: true, secret: viberKey }];
      return HttpResponse.json({ status: 0, status_message: "ok", event_types: types });
    }),
  ],
};

const stravaAt = "https://www.strava.com/api/v3/push_subscriptions";
const strava: FakeProvider = {
  client: stravaClient,
  key: "12345:strava-secret-hunter2",
  settings: {},
  surprise: [{ name: "x" }],
  isPaged: false,
  canDisable: false,
  handlers: (account) => {
    const isKnown = (fields: URLSearchParams): boolean =>
      fields.get("client_id") === "12345" && fields.get("client_secret") === "strava-secret-hunter2";
    const query = ({ url }: Request): URLSearchParams => new URL(url).searchParams;
    return [
      http.get(stravaAt, ({ request }) =>
        isKnown(query(request))
          ? HttpResponse.json(
              account.endpoints.map(({ id, url }) => ({ id, application_id: 12345, callback_url: url })),
            )
          : refused(),
      ),
      http.post(stravaAt, async ({ request }) => {
        const form = new URLSearchParams(await request.text());
        if (!isKnown(form)) return refused();
        if (account.endpoints.length > 0)
          return HttpResponse.json(
            { message: "Bad Request", errors: [{ code: "already exists" }] },
            { status: 400 },
          );
        const id = String(account.nextNumber++);
        const url = form.get("callback_url") ?? "";
        account.endpoints = [{ id, url, types: [], isEnabled: true, secret: form.get("verify_token") ?? "" }];
        return HttpResponse.json({ id: Number(id) }, { status: 201 });
      }),
      http.delete(`${stravaAt}/:id`, ({ request, params }) => {
        if (!isKnown(query(request))) return refused();
        account.endpoints = account.endpoints.filter(({ id }) => id !== params["id"]);
        return new HttpResponse(null, { status: 204 });
      }),
    ];
  },
};

const profileAt = "https://api.telnyx.com/v2/messaging_profiles/mp1";
const telnyx: FakeProvider = {
  client: telnyxClient,
  key: "KEY-telnyx-hunter2",
  settings: { messagingProfile: "mp1" },
  isPaged: false,
  canRotate: false,
  handlers: (account) => {
    const profile = (): Response => {
      const [found] = account.endpoints;
      return HttpResponse.json({
        data: {
          id: "mp1",
          enabled: found?.isEnabled ?? true,
          webhook_url: found?.url ?? "",
          webhook_api_version: "2",
        },
      });
    };
    return [
      http.all("https://api.telnyx.com/*", ({ request }) =>
        bearer("KEY-telnyx-hunter2")(request) ? undefined : refused(),
      ),
      http.get("https://api.telnyx.com/v2/public_key", () =>
        HttpResponse.json({ data: { public: "dGVsbnl4" } }),
      ),
      http.get(profileAt, profile),
      http.patch(profileAt, async ({ request }) => {
        const { webhook_url: url, enabled } = (await request.json()) as {
          webhook_url: string;
          enabled?: boolean;
        };
        const isEnabled = enabled ?? account.endpoints[0]?.isEnabled ?? true;
        account.endpoints = url === "" ? [] : [{ id: "mp1", url, types: [], isEnabled, secret: "dGVsbnl4" }];
        return profile();
      }),
    ];
  },
};

export const socialProviders: readonly FakeProvider[] = [meta, xTwitter, line, viber, strava, telnyx];
