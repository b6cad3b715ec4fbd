import { HttpResponse, http } from "msw";
import { docusignClient } from "../client/docusign.ts";
import { dropboxSignClient } from "../client/dropbox-sign.ts";
import { jiraClient } from "../client/jira.ts";
import { microsoftGraphClient } from "../client/microsoft-graph.ts";
import { smartsheetClient } from "../client/smartsheet.ts";
import { trelloClient } from "../client/trello.ts";
import { type FakeEndpoint, type FakeProvider, hasHeader, pageSize, restFake } from "./fake-account.ts";

const basic = (text: string) => hasHeader("authorization", `Basic ${Buffer.from(text).toString("base64")}`);
const bearer = (key: string) => hasHeader("authorization", `Bearer ${key}`);

interface JiraWebhook {
  readonly url: string;
  readonly events: string[];
  readonly enabled: boolean;
  readonly secret?: string;
}

const jira: FakeProvider = {
  client: jiraClient,
  key: "ann@acme.example:jira-api-token",
  settings: { site: "acme.atlassian.net" },
  surprise: [{ name: "x" }],
  isPaged: false,
  handlers: restFake({
    base: "https://acme.atlassian.net",
    path: "/rest/webhooks/1.0/webhook",
    isAuthorized: basic("ann@acme.example:jira-api-token"),
    toWire: ({ id, url, types, isEnabled, secret }) => ({
      self: `https://acme.atlassian.net/rest/webhooks/1.0/webhook/${id}`,
      name: "Hookyard: mine",
      url,
      events: [...types],
      enabled: isEnabled,
      excludeBody: false,
      isSigned: secret !== "",
      lastUpdated: 1,
    }),
    fromWire: ({ url, events, enabled, secret }: JiraWebhook) => ({
      url,
      types: events,
      isEnabled: enabled,
      ...(secret !== undefined && { secret }),
    }),
    updates: "PUT",
    page: (items) => HttpResponse.json(items),
  }),
};

const trello: FakeProvider = {
  client: trelloClient,
  key: "trello-key-hunter2:ATTA-hunter2",
  settings: { model: "board1" },
  surprise: [{ id: "x" }],
  isPaged: false,
  handlers: (account) => {
    const fake = restFake({
      base: "https://api.trello.com",
      path: "/1/webhooks",
      isAuthorized: hasHeader(
        "authorization",
        'OAuth oauth_consumer_key="trello-key-hunter2", oauth_token="ATTA-hunter2"',
      ),
      toWire: trelloWebhook,
      fromWire: (body: { callbackURL: string; active: boolean }) => ({
        url: body.callbackURL,
        isEnabled: body.active,
      }),
      updates: "PUT",
      page: (items) => HttpResponse.json(items),
    });
    return [
      http.get("https://api.trello.com/1/tokens/ATTA-hunter2/webhooks", () =>
        HttpResponse.json(account.endpoints.map(trelloWebhook)),
      ),
      ...fake(account),
    ];
  },
};

function trelloWebhook({ id, url, isEnabled }: FakeEndpoint) {
  return { id, idModel: "board1", callbackURL: url, active: isEnabled, consecutiveFailures: 0 };
}

const smartsheetAt = "https://api.smartsheet.com/2.0/webhooks";
const smartsheet: FakeProvider = {
  client: smartsheetClient,
  key: "smartsheet-token-hunter2",
  settings: { sheet: "4509093797881732" },
  handlers: restFake({
    base: "https://api.smartsheet.com",
    path: "/2.0/webhooks",
    isAuthorized: bearer("smartsheet-token-hunter2"),
    toWire: smartsheetWebhook,
    idOf: (number) => String(7000 + number),
    createdStatus: 200,
    created: (endpoint) => ({ ...smartsheetWebhook(endpoint), result: smartsheetWebhook(endpoint) }),
    updated: (endpoint) => ({ message: "SUCCESS", result: smartsheetWebhook(endpoint) }),
    fromWire: (body: { callbackUrl?: string; enabled?: boolean }) => ({
      ...(body.callbackUrl !== undefined && { url: body.callbackUrl }),
      isEnabled: body.enabled ?? false, // made switched off
    }),
    updates: "PUT",
    startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * pageSize,
    page: (data, next, url) => {
      const pageNumber = Number(url.searchParams.get("page") ?? 1);
      return HttpResponse.json({
        data,
        pageNumber,
        totalPages: next === undefined ? pageNumber : pageNumber + 1,
      });
    },
    extra: (account, find) => [
      http.post(`${smartsheetAt}/:id/resetsharedsecret`, ({ params }) => {
        const found = find(String(params["id"]));
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        found.secret = `smartsheet-reset-${account.nextNumber++}`;
        return HttpResponse.json({ message: "SUCCESS", result: { sharedSecret: found.secret } });
      }),
    ],
  }),
};

function smartsheetWebhook({ id, url, isEnabled, secret }: FakeEndpoint) {
  return {
    id: /^\d+$/.test(id) ? Number(id) : id,
    scope: "sheet",
    scopeObjectId: 4509093797881732,
    callbackUrl: url,
    enabled: isEnabled,
    status: isEnabled ? "ENABLED" : "NEW_NOT_VERIFIED",
    sharedSecret: secret,
  };
}

interface ConnectBody {
  readonly connectId?: string;
  readonly urlToPublishTo: string;
  readonly events: string[];
  readonly allowEnvelopePublish: string;
}

const connectAt = "https://eu.docusign.net/restapi/v2.1/accounts/a1/connect";
const docusign: FakeProvider = {
  client: docusignClient,
  key: "docusign-token-hunter2",
  settings: { account: "a1", host: "eu.docusign.net" },
  isPaged: false,
  handlers: restFake({
    base: "https://eu.docusign.net",
    path: "/restapi/v2.1/accounts/a1/connect",
    isAuthorized: bearer("docusign-token-hunter2"),
    toWire: connectConfiguration,
    fromWire: (body: ConnectBody) => ({
      url: body.urlToPublishTo,
      types: body.events,
      isEnabled: body.allowEnvelopePublish === "true",
    }),
    page: (configurations) =>
      HttpResponse.json({ configurations, totalRecords: String(configurations.length) }),
    extra: (_account, find) => [
      http.put(connectAt, async ({ request }) => {
        const body = (await request.json()) as ConnectBody;
        const found = find(body.connectId ?? "");
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        Object.assign(found, {
          url: body.urlToPublishTo,
          types: body.events,
          isEnabled: body.allowEnvelopePublish === "true",
        });
        return HttpResponse.json(connectConfiguration(found));
      }),
    ],
  }),
};

function connectConfiguration({ id, url, types, isEnabled }: FakeEndpoint) {
  return {
    connectId: id,
    configurationType: "custom",
    urlToPublishTo: url,
    allowEnvelopePublish: String(isEnabled),
    includeHMAC: "true",
    enableLog: "true",
    events: [...types],
    eventData: { version: "restv2.1", format: "json" },
  };
}

const accountAt = "https://api.hellosign.com/v3/account";
const dropboxSign: FakeProvider = {
  client: dropboxSignClient,
  key: "dropbox-sign-key-hunter2",
  settings: {},
  isPaged: false,
  canDisable: false,
  canRotate: false,
  handlers: (account) => {
    const answer = (): Response =>
      HttpResponse.json({
        account: { account_id: "acc1", callback_url: account.endpoints[0]?.url ?? null },
      });
    return [
      http.all(accountAt, ({ request }) =>
        basic("dropbox-sign-key-hunter2:")(request)
          ? undefined
          : HttpResponse.json(
              { error: { error_msg: "Unauthorized", error_name: "unauthorized" } },
              { status: 401 },
            ),
      ),
      http.get(accountAt, answer),
      http.put(accountAt, async ({ request }) => {
        const { callback_url: url } = (await request.json()) as { callback_url: string };
        account.endpoints =
          url === ""
            ? []
            : [{ id: "acc1", url, types: [], isEnabled: true, secret: "dropbox-sign-key-hunter2" }];
        return answer();
      }),
    ];
  },
};

const microsoftGraph: FakeProvider = {
  client: microsoftGraphClient,
  key: "client-id:graph-secret-hunter2",
  settings: { tenant: "acme", resource: "users/ann/messages" },
  canDisable: false,
  handlers: (account) => [
    http.post("https://login.microsoftonline.com/acme/oauth2/v2.0/token", async ({ request }) => {
      const form = new URLSearchParams(await request.text());
      return form.get("client_secret") === "graph-secret-hunter2"
        ? HttpResponse.json({ token_type: "Bearer", access_token: "graph-access-hunter2", expires_in: 3599 })
        : HttpResponse.json({ error: "invalid_client" }, { status: 401 });
    }),
    ...restFake({
      base: "https://graph.microsoft.com",
      path: "/v1.0/subscriptions",
      isAuthorized: bearer("graph-access-hunter2"),
      toWire: ({ id, url }) => ({
        id,
        resource: "users/ann/messages",
        changeType: "created,updated,deleted",
        notificationUrl: url,
        lifecycleNotificationUrl: url,
        clientState: null,
        expirationDateTime: "2026-05-04T10:00:00Z",
      }),
      fromWire: (body: { notificationUrl: string; clientState: string }) => ({
        url: body.notificationUrl,
        secret: body.clientState,
      }),
      startOf: (url) => Number(url.searchParams.get("$skiptoken") ?? 0),
      page: (value, next) =>
        HttpResponse.json({
          value,
          ...(next !== undefined && {
            "@odata.nextLink": `https://graph.microsoft.com/v1.0/subscriptions?$skiptoken=${next}`,
          }),
        }),
    })(account),
  ],
};

export const officeProviders: readonly FakeProvider[] = [
  jira,
  trello,
  smartsheet,
  docusign,
  dropboxSign,
  microsoftGraph,
];
