import { HttpResponse, http } from "msw";
import { mailgunClient } from "../client/mailgun.ts";
import { postmarkClient } from "../client/postmark.ts";
import { resendClient } from "../client/resend.ts";
import { sendgridClient } from "../client/sendgrid.ts";
import { twilioClient } from "../client/twilio.ts";
import { type FakeEndpoint, type FakeProvider, hasHeader, restFake } from "./fake-account.ts";

const bearer = (key: string) => hasHeader("authorization", `Bearer ${key}`);
const basic = (user: string, password: string) =>
  hasHeader("authorization", `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`);

const sendgridNames = sendgridClient.subscriptions.every;
const sendgridPath = "/v3/user/webhooks/event/settings";
const sendgrid: FakeProvider = {
  client: sendgridClient,
  canRotate: false,
  key: "SG.hunter2hunter2",
  settings: {},
  isPaged: false,
  surprise: { webhooks: "none" },
  handlers: (account) => {
    const toWire = ({ id, url, types, isEnabled, secret }: FakeEndpoint) => ({
      id,
      url,
      enabled: isEnabled,
      ...(secret !== "unsigned" && { public_key: secret }),
      created_date: "2026-05-01T00:00:00Z",
      updated_date: "2026-05-01T00:00:00Z",
      ...Object.fromEntries(sendgridNames.map((name) => [name, types.includes(name)])),
    });
    return [
      http.get(`https://api.sendgrid.com${sendgridPath}/all`, () =>
        HttpResponse.json({
          max_allowed: 5,
          webhooks: account.endpoints.length === 0 ? [{}] : account.endpoints.map(toWire),
        }),
      ),
      http.patch(`https://api.sendgrid.com${sendgridPath}/signed/:id`, ({ params }) => {
        const found = account.endpoints.find(({ id }) => id === params["id"]);
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        found.secret = "MFkwEwYHKoZIzj0CAQYI-public";
        return HttpResponse.json({ id: found.id, public_key: found.secret });
      }),
      ...restFake({
        base: "https://api.sendgrid.com",
        path: sendgridPath,
        isAuthorized: bearer("SG.hunter2hunter2"),
        secretOf: () => "unsigned",
        toWire,
        fromWire: (body: Record<string, unknown>) => ({
          url: String(body["url"]),
          isEnabled: body["enabled"] === true,
          types: sendgridNames.filter((name) => body[name] === true),
        }),
        updates: "PATCH",
        page: (items) => HttpResponse.json(items),
      })(account),
    ];
  },
};

const mailgunAt = "https://api.mailgun.net/v3/domains/mg.example.com/webhooks";
const mailgun: FakeProvider = {
  client: mailgunClient,
  key: "mailgun-hunter2hunter2",
  settings: { domain: "mg.example.com" },
  isPaged: false,
  canDisable: false,
  surprise: { webhooks: [] },
  handlers: (account) => {
    const isKnown = basic("api", "mailgun-hunter2hunter2");
    let key = "mailgun-signing-key-1";
    const urlsOf = (type: string): string[] =>
      account.endpoints.filter(({ types }) => types.includes(type)).map(({ url }) => url);
    const set = (type: string, urls: readonly string[]): void => {
      for (const endpoint of account.endpoints)
        endpoint.types = [
          ...endpoint.types.filter((each) => each !== type),
          ...(urls.includes(endpoint.url) ? [type] : []),
        ];
      for (const url of urls.filter((each) => account.endpoints.every((endpoint) => endpoint.url !== each)))
        account.endpoints.push({ id: url, url, types: [type], isEnabled: true, secret: key });
      account.endpoints = account.endpoints.filter(({ types }) => types.length > 0);
    };
    return [
      http.get(mailgunAt, ({ request }) =>
        isKnown(request)
          ? HttpResponse.json({
              webhooks: Object.fromEntries(
                [...new Set(account.endpoints.flatMap(({ types }) => types))].map((type) => [
                  type,
                  { urls: urlsOf(type) },
                ]),
              ),
            })
          : HttpResponse.json({ message: "Forbidden" }, { status: 401 }),
      ),
      http.post(mailgunAt, async ({ request }) => {
        const form = await request.formData();
        const [type = ""] = form.getAll("id").map(String);
        set(type, form.getAll("url").map(String));
        return HttpResponse.json({ message: "Webhook has been created" });
      }),
      http.put(`${mailgunAt}/:type`, async ({ request, params }) => {
        set(String(params["type"]), (await request.formData()).getAll("url").map(String));
        return HttpResponse.json({ message: "Webhook has been updated" });
      }),
      http.delete(`${mailgunAt}/:type`, ({ params }) => {
        set(String(params["type"]), []);
        return HttpResponse.json({ message: "Webhook has been deleted" });
      }),
      http.get("https://api.mailgun.net/v5/accounts/http_signing_key", () =>
        HttpResponse.json({ message: "success", http_signing_key: key }),
      ),
      http.post("https://api.mailgun.net/v5/accounts/http_signing_key", () => {
        key = `mailgun-signing-key-${++account.nextNumber}`;
        for (const endpoint of account.endpoints) endpoint.secret = key;
        return HttpResponse.json({ message: "success", http_signing_key: key });
      }),
    ];
  },
};

interface PostmarkBody {
  readonly Url: string;
  readonly Triggers: Readonly<Record<string, { readonly Enabled: boolean }>>;
  readonly HttpAuth?: { readonly Username: string; readonly Password: string };
}

const postmark: FakeProvider = {
  client: postmarkClient,
  key: "postmark-server-token",
  settings: {},
  isPaged: false,
  canDisable: false,
  handlers: restFake({
    base: "https://api.postmarkapp.com",
    path: "/webhooks",
    isAuthorized: hasHeader("x-postmark-server-token", "postmark-server-token"),
    idOf: String,
    toWire: ({ id, url, types, secret }) => ({
      ID: Number(id),
      Url: url,
      MessageStream: "outbound",
      HttpAuth: { Username: secret.split(":")[0] ?? "", Password: "" },
      Triggers: Object.fromEntries(
        postmarkClient.subscriptions.every.map((name) => [name, { Enabled: types.includes(name) }]),
      ),
    }),
    fromWire: ({ Url, Triggers, HttpAuth }: PostmarkBody) => ({
      url: Url,
      types: Object.entries(Triggers).flatMap(([name, { Enabled }]) => (Enabled ? [name] : [])),
      ...(HttpAuth !== undefined && { secret: `${HttpAuth.Username}:${HttpAuth.Password}` }),
    }),
    updates: "PUT",
    page: (Webhooks) => HttpResponse.json({ Webhooks }),
  }),
};

const resend: FakeProvider = {
  client: resendClient,
  key: "re_hunter2hunter2",
  settings: {},
  handlers: restFake({
    base: "https://api.resend.com",
    path: "/webhooks",
    isAuthorized: bearer("re_hunter2hunter2"),
    toWire: ({ id, url, types, isEnabled }) => ({
      id,
      endpoint: url,
      events: [...types],
      status: isEnabled ? "enabled" : "disabled",
      created_at: "2026-05-01",
    }),
    created: ({ id, secret }) => ({ object: "webhook", id, signing_secret: secret }),
    fromWire: (body: { endpoint: string; events: string[]; status?: string }) => ({
      url: body.endpoint,
      types: body.events,
      ...(body.status !== undefined && { isEnabled: body.status === "enabled" }),
    }),
    updates: "PATCH",
    startOf: (url, all) => all.findIndex(({ id }) => id === url.searchParams.get("after")) + 1,
    page: (data, next) => HttpResponse.json({ object: "list", has_more: next !== undefined, data }),
    extra: (account, find) => [
      http.post("https://api.resend.com/webhooks/:id/signing-secret/rotate", ({ params }) => {
        const found = find(String(params["id"]));
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        found.secret = `whsec_rotated${account.nextNumber++}`;
        return HttpResponse.json({ object: "webhook", id: found.id, signing_secret: found.secret });
      }),
    ],
  }),
};

const twilioKey = "AC0123456789:authtokenhunter2";
const twilio: FakeProvider = {
  client: twilioClient,
  canRotate: false,
  key: twilioKey,
  settings: { phoneNumber: "+15550100" },
  isPaged: false,
  canDisable: false,
  canRemove: false,
  handlers: (account) => {
    const path = "https://api.twilio.com/2010-04-01/Accounts/AC0123456789/IncomingPhoneNumbers";
    account.endpoints.push({ id: "PN1", url: "", types: [], isEnabled: true, secret: "authtokenhunter2" });
    const isKnown = basic("AC0123456789", "authtokenhunter2");
    return [
      http.get(`${path}.json`, ({ request }) =>
        isKnown(request)
          ? HttpResponse.json({
              incoming_phone_numbers: account.endpoints
                .filter(({ id }) => id === "PN1")
                .map(({ id, url }) => ({ sid: id, sms_url: url, sms_method: "POST", status_callback: url })),
            })
          : HttpResponse.json({ message: "Authenticate" }, { status: 401 }),
      ),
      http.post(`${path}/PN1.json`, async ({ request }) => {
        const form = new URLSearchParams(await request.text());
        for (const endpoint of account.endpoints) endpoint.url = form.get("SmsUrl") ?? "";
        return HttpResponse.json({ sid: "PN1" });
      }),
    ];
  },
};

export const mailProviders: readonly FakeProvider[] = [sendgrid, mailgun, postmark, resend, twilio];
