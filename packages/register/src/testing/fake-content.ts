import { HttpResponse, http } from "msw";
import { airtableClient } from "../client/airtable.ts";
import { boxClient } from "../client/box.ts";
import { contentfulClient } from "../client/contentful.ts";
import { figmaClient } from "../client/figma.ts";
import { webflowClient } from "../client/webflow.ts";
import { type FakeEndpoint, type FakeProvider, hasHeader, perTypeFake, restFake } from "./fake-account.ts";
import { figmaWebhook } from "./fake-figma-requests.ts";

const bearer = (key: string) => hasHeader("authorization", `Bearer ${key}`);

const figma: FakeProvider = {
  client: figmaClient,
  key: "figd_hunter2hunter2",
  settings: { context: "team", contextId: "42" },
  isPaged: false,
  handlers: perTypeFake({
    path: "https://api.figma.com/v2/webhooks",
    removePath: "https://api.figma.com/v2/webhooks/:id",
    isAuthorized: hasHeader("x-figma-token", "figd_hunter2hunter2"),
    toWire: ({ id, type, url, isEnabled }) => ({
      ...figmaWebhook(id, url),
      event_type: type,
      status: isEnabled ? "ACTIVE" : "PAUSED",
    }),
    createdStatus: 200,
    removed: (gone) =>
      gone === undefined
        ? HttpResponse.json({ status: 404, err: "Not found" }, { status: 404 })
        : HttpResponse.json({ ...figmaWebhook(gone.id, gone.url), event_type: gone.type }),
    fromWire: (body: { event_type: string; endpoint: string; passcode: string }) => ({
      type: body.event_type,
      url: body.endpoint,
      secret: body.passcode,
    }),
    page: (webhooks) => HttpResponse.json({ webhooks }),
  }),
};

const webflow: FakeProvider = {
  client: webflowClient,
  key: "webflow-token-hunter2",
  settings: { site: "580e63e98c9a982ac9b8b741" },
  isPaged: false,
  canDisable: false,
  handlers: perTypeFake({
    path: "https://api.webflow.com/v2/sites/580e63e98c9a982ac9b8b741/webhooks",
    removePath: "https://api.webflow.com/v2/webhooks/:id",
    isAuthorized: bearer("webflow-token-hunter2"),
    toWire: ({ id, type, url }) => ({
      id,
      triggerType: type,
      url,
      siteId: "580e63e98c9a982ac9b8b741",
      workspaceId: "w1",
      createdOn: "2026-05-01T00:00:00Z",
    }),
    fromWire: (body: { triggerType: string; url: string }) => ({ type: body.triggerType, url: body.url }),
    page: (webhooks) => HttpResponse.json({ webhooks }),
  }),
};

const contentful: FakeProvider = {
  client: contentfulClient,
  key: "CFPAT-hunter2hunter2",
  settings: { space: "yadj1kx9rmg0" },
  handlers: (account) => {
    const versions = new Map<string, number>();
    let secret = "";
    const toWire = ({ id, url, types, isEnabled }: FakeEndpoint) => ({
      sys: { type: "WebhookDefinition", id, version: versions.get(id) ?? 0 },
      name: "Hookyard: mine",
      url,
      topics: types.includes("*") ? ["*.*"] : [...types],
      active: isEnabled,
      headers: [],
    });
    const base = "https://api.contentful.com/spaces/yadj1kx9rmg0";
    return restFake({
      base: "https://api.contentful.com",
      path: "/spaces/yadj1kx9rmg0/webhook_definitions",
      isAuthorized: (request) =>
        bearer("CFPAT-hunter2hunter2")(request) &&
        request.headers.get("content-type") === "application/vnd.contentful.management.v1+json",
      toWire,
      fromWire: (body: { url: string; topics: string[]; active: boolean }) => ({
        url: body.url,
        types: body.topics.includes("*.*") ? ["*"] : body.topics,
        isEnabled: body.active,
        secret,
      }),
      updates: "PUT",
      startOf: (url) => Number(url.searchParams.get("skip")),
      page: (items) => HttpResponse.json({ items, total: account.endpoints.length, skip: 0, limit: 100 }),
      extra: () => [
        http.put(`${base}/webhook_settings/signing_secret`, async ({ request }) => {
          const { value } = (await request.json()) as { value: string };
          if (!/^[0-9a-zA-Z+/=_-]{64}$/.test(value)) return HttpResponse.json({}, { status: 422 });
          secret = value;
          for (const endpoint of account.endpoints) endpoint.secret = value; // the space's
          return HttpResponse.json({ redactedValue: value.slice(-4) });
        }),
        http.put(`${base}/webhook_definitions/:id`, ({ request, params }) => {
          const id = String(params["id"]);
          const version = versions.get(id) ?? 0;
          if (request.headers.get("x-contentful-version") !== String(version))
            return HttpResponse.json({ message: "version mismatch" }, { status: 409 });
          versions.set(id, version + 1);
          return undefined;
        }),
      ],
    })(account);
  },
};

const box: FakeProvider = {
  client: boxClient,
  key: "box-access-token-hunter2",
  settings: { target: "77" },
  canDisable: false,
  handlers: restFake({
    base: "https://api.box.com",
    path: "/2.0/webhooks",
    isAuthorized: bearer("box-access-token-hunter2"),
    toWire: ({ id }) => ({ id, type: "webhook", target: { id: "77", type: "folder" } }),
    created: boxWebhook,
    updated: boxWebhook,
    fromWire: (body: { address: string; triggers: string[] }) => ({
      url: body.address,
      types: body.triggers,
    }),
    updates: "PUT",
    startOf: (url) => Number(url.searchParams.get("marker") ?? 0),
    page: (entries, next) =>
      HttpResponse.json({ entries, limit: 200, ...(next !== undefined && { next_marker: String(next) }) }),
  }),
};

function boxWebhook({ id, url, types }: FakeEndpoint) {
  return {
    id,
    type: "webhook",
    target: { id: "77", type: "folder" },
    address: url,
    triggers: [...types],
  };
}

const airtableAt = "https://api.airtable.com/v0/bases/appHunter2/webhooks";
const airtable: FakeProvider = {
  client: airtableClient,
  key: "patHunter2.hunter2",
  settings: { base: "appHunter2" },
  isPaged: false,
  handlers: restFake({
    base: "https://api.airtable.com",
    path: "/v0/bases/appHunter2/webhooks",
    isAuthorized: bearer("patHunter2.hunter2"),
    secretOf: (number) => Buffer.from(`airtable-secret-${number}`).toString("base64"),
    toWire: ({ id, url, isEnabled }) => ({
      id,
      notificationUrl: url,
      areNotificationsEnabled: isEnabled,
      isHookEnabled: true,
      cursorForNextPayload: 1,
      expirationTime: "2026-05-08T11:00:00.000Z",
      specification: { options: { filters: { dataTypes: ["tableData"] } } },
    }),
    created: ({ id, secret }) => ({
      id,
      macSecretBase64: secret,
      expirationTime: "2026-05-08T11:00:00.000Z",
    }),
    fromWire: (body: { notificationUrl: string }) => ({ url: body.notificationUrl }),
    page: (webhooks) => HttpResponse.json({ webhooks }),
    extra: (_account, find) => [
      http.post(`${airtableAt}/:id/refresh`, ({ params }) =>
        find(String(params["id"])) === undefined
          ? HttpResponse.json({}, { status: 404 })
          : HttpResponse.json({ expirationTime: "2026-05-08T12:00:00.000Z" }),
      ),
      http.post(`${airtableAt}/:id/enableNotifications`, async ({ params, request }) => {
        const found = find(String(params["id"]));
        if (found !== undefined) found.isEnabled = ((await request.json()) as { enable: boolean }).enable;
        return new HttpResponse(null, { status: found === undefined ? 404 : 200 });
      }),
    ],
  }),
};

export const contentProviders: readonly FakeProvider[] = [figma, webflow, contentful, box, airtable];
