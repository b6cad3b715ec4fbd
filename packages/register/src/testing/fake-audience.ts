import { HttpResponse, http } from "msw";
import { customerIoClient } from "../client/customer-io.ts";
import { klaviyoClient } from "../client/klaviyo.ts";
import { mailchimpClient } from "../client/mailchimp.ts";
import { mandrillClient } from "../client/mandrill.ts";
import { type FakeEndpoint, type FakeProvider, hasHeader, restFake } from "./fake-account.ts";

interface KlaviyoBody {
  readonly data: {
    readonly attributes: {
      readonly endpoint_url: string;
      readonly secret_key?: string;
      readonly enabled?: boolean;
    };
    readonly relationships: { readonly "webhook-topics": { readonly data: { readonly id: string }[] } };
  };
}

const klaviyo: FakeProvider = {
  client: klaviyoClient,
  key: "pk_klaviyohunter2",
  settings: {},
  isPaged: false,
  handlers: restFake({
    base: "https://a.klaviyo.com",
    path: "/api/webhooks",
    isAuthorized: (request) =>
      hasHeader("authorization", "Klaviyo-API-Key pk_klaviyohunter2")(request) &&
      /^\d{4}-\d\d-\d\d$/.test(request.headers.get("revision") ?? ""),
    toWire: klaviyoWebhook,
    created: (endpoint) => ({ data: klaviyoWebhook(endpoint) }),
    updated: (endpoint) => ({ data: klaviyoWebhook(endpoint) }),
    fromWire: ({ data: { attributes, relationships } }: KlaviyoBody) => ({
      url: attributes.endpoint_url,
      types: relationships["webhook-topics"].data.map(({ id }) => id),
      ...(attributes.enabled !== undefined && { isEnabled: attributes.enabled }),
      ...(attributes.secret_key !== undefined && { secret: attributes.secret_key }),
    }),
    updates: "PATCH",
    page: (data) => HttpResponse.json({ data, links: { next: null } }),
  }),
};

function klaviyoWebhook({ id, url, types, isEnabled }: FakeEndpoint) {
  return {
    type: "webhook",
    id,
    attributes: { name: "Hookyard: mine", description: null, endpoint_url: url, enabled: isEnabled },
    relationships: {
      "webhook-topics": { data: types.map((topic) => ({ type: "webhook-topic", id: topic })) },
    },
  };
}

interface MailchimpBody {
  readonly url: string;
  readonly events: Readonly<Record<string, boolean>>;
}

const mailchimp: FakeProvider = {
  client: mailchimpClient,
  key: "hunter2hunter2hunter2-us6",
  settings: { audience: "a1b2c3" },
  canDisable: false,
  handlers: (account) =>
    restFake({
      base: "https://us6.api.mailchimp.com",
      path: "/3.0/lists/a1b2c3/webhooks",
      // Whatever the user is called.
      isAuthorized: (request) => {
        const [kind, told = ""] = (request.headers.get("authorization") ?? "").split(" ");
        const password = Buffer.from(told, "base64").toString().split(":")[1];
        return kind === "Basic" && password === "hunter2hunter2hunter2-us6";
      },
      toWire: ({ id, url, types, secret }) => ({
        id,
        url: `${url}?secret=${encodeURIComponent(secret)}`,
        events: Object.fromEntries(
          mailchimpClient.subscriptions.every.map((name) => [name, types.includes(name)]),
        ),
        sources: { user: true, admin: true, api: true },
        list_id: "a1b2c3",
      }),
      fromWire: ({ url, events }: MailchimpBody) => {
        const { origin, pathname, searchParams } = new URL(url);
        return {
          url: `${origin}${pathname}`,
          secret: searchParams.get("secret") ?? "",
          types: Object.entries(events).flatMap(([name, isOn]) => (isOn ? [name] : [])),
        };
      },
      updates: "PATCH",
      startOf: (url) => Number(url.searchParams.get("offset") ?? 0),
      page: (webhooks) =>
        HttpResponse.json({ webhooks, list_id: "a1b2c3", total_items: account.endpoints.length }),
    })(account),
};

interface MandrillBody {
  readonly key: string;
  readonly id?: number;
  readonly url: string;
  readonly events: string[];
}

const mandrillAt = "https://mandrillapp.com/api/1.3/webhooks";
const mandrill: FakeProvider = {
  client: mandrillClient,
  key: "md-hunter2hunter2",
  settings: {},
  surprise: [{ id: 1 }],
  isPaged: false,
  canDisable: false,
  handlers: (account) => {
    const toWire = ({ id, url, types, secret }: FakeEndpoint) => ({
      id: Number(id),
      url,
      description: "Hookyard: mine",
      auth_key: secret,
      events: [...types],
      last_error: null,
    });
    return [
      http.post(`${mandrillAt}/:call`, async ({ request, params }) => {
        const { key, id, url, events } = (await request.json()) as MandrillBody;
        if (key !== "md-hunter2hunter2")
          return HttpResponse.json(
            { status: "error", code: -1, name: "Invalid_Key", message: "Invalid API key" },
            { status: 500 },
          );
        const found = account.endpoints.find((each) => each.id === String(id));
        switch (params["call"]) {
          case "list":
            return HttpResponse.json(account.endpoints.map(toWire));
          case "add": {
            const number = account.nextNumber++;
            const made = {
              id: String(number),
              url,
              types: events,
              isEnabled: true,
              secret: `mandrill-key-${number}`,
            };
            account.endpoints.push(made);
            return HttpResponse.json(toWire(made));
          }
          case "delete":
            account.endpoints = account.endpoints.filter((each) => each !== found);
            return HttpResponse.json(found === undefined ? {} : toWire(found));
          default:
        }
        if (found === undefined) return HttpResponse.json({ name: "Unknown_Webhook" }, { status: 500 });
        if (params["call"] === "update") Object.assign(found, { url, types: events });
        return HttpResponse.json(toWire(found));
      }),
    ];
  },
};

const customerIo: FakeProvider = {
  client: customerIoClient,
  key: "customer-io-app-key-hunter2",
  settings: {},
  isPaged: false,
  handlers: restFake({
    base: "https://api.customer.io",
    path: "/v1/reporting_webhooks",
    isAuthorized: hasHeader("authorization", "Bearer customer-io-app-key-hunter2"),
    toWire: ({ id, url, types, isEnabled }) => ({
      id,
      name: "Hookyard: mine",
      endpoint: url,
      disabled: !isEnabled,
      full_resolution: true,
      with_content: false,
      events: [...types],
    }),
    fromWire: (body: { endpoint: string; events: string[]; disabled: boolean }) => ({
      url: body.endpoint,
      types: body.events,
      isEnabled: !body.disabled,
    }),
    updates: "PUT",
    page: (reporting_webhooks) => HttpResponse.json({ reporting_webhooks }),
  }),
};

export const audienceProviders: readonly FakeProvider[] = [klaviyo, mailchimp, mandrill, customerIo];
