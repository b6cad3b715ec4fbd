import { HttpResponse, http } from "msw";
import { calComClient } from "../client/cal-com.ts";
import { circleciClient } from "../client/circleci.ts";
import { clickupClient } from "../client/clickup.ts";
import { datadogClient } from "../client/datadog.ts";
import { woocommerceClient } from "../client/woocommerce.ts";
import { type FakeEndpoint, type FakeProvider, hasHeader, pageSize, restFake } from "./fake-account.ts";

const circleci: FakeProvider = {
  client: circleciClient,
  key: "CCIPAT_hunter2hunter2",
  settings: { project: "2f8e1c1e-0000-0000-0000-000000000000" },
  canDisable: false,
  handlers: restFake({
    base: "https://circleci.com",
    path: "/api/v2/webhook",
    isAuthorized: hasHeader("circle-token", "CCIPAT_hunter2hunter2"),
    toWire: ({ id, url, types }) => ({
      id,
      url,
      events: [...types],
      "verify-tls": true,
      "signing-secret": "****",
    }),
    fromWire: (body: { url: string; events: string[]; "signing-secret": string }) => ({
      url: body.url,
      types: body.events,
      secret: body["signing-secret"],
    }),
    updates: "PUT",
    startOf: (url) => Number(url.searchParams.get("page-token") ?? 0),
    page: (items, next) =>
      HttpResponse.json({ items, next_page_token: next === undefined ? null : String(next) }),
  }),
};

const calCom: FakeProvider = {
  client: calComClient,
  key: "cal_live_hunter2hunter2",
  settings: {},
  handlers: restFake({
    base: "https://api.cal.com",
    path: "/v2/webhooks",
    isAuthorized: hasHeader("authorization", "Bearer cal_live_hunter2hunter2"),
    toWire: calWebhook,
    created: (endpoint) => ({ status: "success", data: calWebhook(endpoint) }),
    updated: (endpoint) => ({ status: "success", data: calWebhook(endpoint) }),
    fromWire: (body: { subscriberUrl: string; triggers: string[]; active: boolean; secret: string }) => ({
      url: body.subscriberUrl,
      types: body.triggers,
      isEnabled: body.active,
      secret: body.secret,
    }),
    updates: "PATCH",
    startOf: (url) => Number(url.searchParams.get("skip") ?? 0),
    page: (data) => HttpResponse.json({ status: "success", data }),
  }),
};

function calWebhook({ id, url, types, isEnabled }: FakeEndpoint) {
  return { id, subscriberUrl: url, triggers: [...types], active: isEnabled };
}

const clickupAt = "https://api.clickup.com/api/v2";
const clickup: FakeProvider = {
  client: clickupClient,
  key: "pk_hunter2hunter2",
  settings: { workspace: "42" },
  isPaged: false,
  handlers: (account) => {
    const toWire = ({ id, url, types, isEnabled }: FakeEndpoint) => ({
      id,
      endpoint: url,
      events: types.includes("*") ? "*" : [...types],
      health: { status: isEnabled ? "active" : "suspended", fail_count: 0 },
    });
    return [
      http.get(`${clickupAt}/team/42/webhook`, () =>
        HttpResponse.json({ webhooks: account.endpoints.map(toWire) }),
      ),
      http.post(`${clickupAt}/team/42/webhook`, async ({ request }) => {
        const { endpoint, events } = (await request.json()) as { endpoint: string; events: string[] };
        const number = account.nextNumber++;
        const made = {
          id: `cu_${number}`,
          url: endpoint,
          types: events,
          isEnabled: true,
          secret: `clickup-secret-${number}`,
        };
        account.endpoints.push(made);
        return HttpResponse.json({ id: made.id, webhook: { ...toWire(made), secret: made.secret } });
      }),
      http.put(`${clickupAt}/webhook/:id`, async ({ request, params }) => {
        const body = (await request.json()) as { endpoint: string; events: string[] | "*"; status: string };
        const found = account.endpoints.find(({ id }) => id === params["id"]);
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        Object.assign(found, {
          url: body.endpoint,
          types: body.events === "*" ? ["*"] : body.events,
          isEnabled: body.status === "active",
        });
        return HttpResponse.json({ id: found.id, webhook: toWire(found) });
      }),
      http.delete(`${clickupAt}/webhook/:id`, ({ params }) => {
        account.endpoints = account.endpoints.filter(({ id }) => id !== params["id"]);
        return HttpResponse.json({});
      }),
    ];
  },
};

const wooAt = "https://shop.example.com/wp-json/wc/v3/webhooks";
const woocommerce: FakeProvider = {
  client: woocommerceClient,
  key: "ck_hunter2hunter2:cs_hunter2hunter2",
  settings: { store: "https://shop.example.com/" },
  surprise: [{ id: 1 }],
  handlers: (account) => {
    const all = () =>
      account.endpoints.flatMap(({ id, url, types, isEnabled }) =>
        types.map((topic) => ({
          id: `${id}|${topic}`,
          topic,
          delivery_url: url,
          status: isEnabled ? "active" : "disabled",
        })),
      );
    return [
      http.get(wooAt, ({ request }) => {
        const page = Number(new URL(request.url).searchParams.get("page") ?? 1);
        return HttpResponse.json(all().slice((page - 1) * pageSize, page * pageSize), {
          headers: { "x-wp-totalpages": String(Math.ceil(all().length / pageSize)) },
        });
      }),
      http.post(wooAt, async ({ request }) => {
        const {
          topic,
          delivery_url: url,
          secret,
        } = (await request.json()) as {
          topic: string;
          delivery_url: string;
          secret: string;
        };
        const found = account.endpoints.find((each) => each.url === url);
        if (found === undefined)
          account.endpoints.push({
            id: `w${account.nextNumber++}`,
            url,
            types: [topic],
            isEnabled: true,
            secret,
          });
        else Object.assign(found, { types: [...found.types, topic], secret, isEnabled: true });
        return HttpResponse.json({ id: 1 }, { status: 201 });
      }),
      http.delete(`${wooAt}/:id`, ({ params }) => {
        const [id, topic] = decodeURIComponent(String(params["id"])).split("|");
        for (const endpoint of account.endpoints)
          if (endpoint.id === id) endpoint.types = endpoint.types.filter((each) => each !== topic);
        account.endpoints = account.endpoints.filter(({ types }) => types.length > 0);
        return HttpResponse.json({});
      }),
    ];
  },
};

interface DatadogWebhook {
  readonly name: string;
  readonly url: string;
  readonly encode_as: string;
  readonly payload: string;
  readonly custom_headers: string;
}

const datadogAt = "https://api.datadoghq.com/api/v1/integration/webhooks/configuration/webhooks";
const datadog: FakeProvider = {
  client: datadogClient,
  key: "datadog-api-hunter2:datadog-application-hunter2",
  settings: {},
  isPaged: false,
  canDisable: false,
  handlers: (account) => {
    let kept: DatadogWebhook | undefined;
    const take = async (request: Request): Promise<Response> => {
      const webhook = (await request.json()) as DatadogWebhook;
      kept = webhook;
      const { Authorization } = JSON.parse(webhook.custom_headers) as { Authorization: string };
      const secret = Authorization.replace(/^Bearer /, "");
      account.endpoints = [{ id: webhook.name, url: webhook.url, types: [], isEnabled: true, secret }];
      return HttpResponse.json(webhook, { status: 201 });
    };
    return [
      http.all("https://api.datadoghq.com/*", ({ request }) =>
        hasHeader("dd-api-key", "datadog-api-hunter2")(request) &&
        hasHeader("dd-application-key", "datadog-application-hunter2")(request)
          ? undefined
          : HttpResponse.json({ errors: ["Forbidden"] }, { status: 403 }),
      ),
      http.get(`${datadogAt}/hookyard-mine`, () =>
        account.endpoints.length === 0 || kept === undefined
          ? HttpResponse.json({ errors: ["Webhook does not exist"] }, { status: 404 })
          : HttpResponse.json({ ...kept, url: account.endpoints[0]?.url ?? "" }),
      ),
      http.post(datadogAt, ({ request }) => take(request)),
      http.put(`${datadogAt}/hookyard-mine`, ({ request }) => take(request)),
      http.delete(`${datadogAt}/hookyard-mine`, () => {
        account.endpoints = [];
        return HttpResponse.json({});
      }),
    ];
  },
};

export const toolProviders: readonly FakeProvider[] = [circleci, calCom, clickup, woocommerce, datadog];
