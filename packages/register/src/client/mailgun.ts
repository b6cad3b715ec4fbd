import { ConfigError } from "@hookyard/core";
import { listAt, objectAt, optionalListAt, optionalTextAt, secondsAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { perType, type TypeSubscriptionApi } from "./per-type.ts";
import { basic, openApi } from "./rest.ts";

const names = [
  "accepted",
  "delivered",
  "opened",
  "clicked",
  "unsubscribed",
  "complained",
  "temporary_fail",
  "permanent_fail",
];

/**
 * Mailgun's webhooks of a domain, up to three URLs for each type, and its events. The signing key is the account's.
 * @see https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/domain-webhooks
 */
export const mailgunClient: ProviderClient = {
  provider: "mailgun",
  name: "Mailgun",
  docs: "https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/domain-webhooks",
  permissions: "an account API key (role Admin or Developer); a domain's sending key cannot",
  settings: [
    { name: "domain", means: "the sending domain, mg.example.com", isRequired: true },
    { name: "region", means: "us (default) or eu", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: {
    every: names,
    nameOf: (type) => {
      if (type === "failed") return ["permanent_fail", "temporary_fail"];
      return names.includes(type) ? type : undefined; // `rejected` is in the log and never sent
    },
  },
  open(context) {
    const { domain, region } = context.settings;
    if (domain === undefined)
      throw new ConfigError(`the source "${context.source}" needs the setting domain`);
    const base = region === "eu" ? "https://api.eu.mailgun.net" : "https://api.mailgun.net";
    const api = openApi(mailgunClient, context, { base, headers: basic("api", context.key) });
    const place = encodeURIComponent(domain);
    return { endpoints: endpointsOf(api, place), deliveries: () => eventLog(api, place) };
  },
};

function endpointsOf(api: ApiClient, domain: string): EndpointApi {
  const secretAt = "/v5/accounts/http_signing_key";
  const call = (method: "GET" | "POST", does: string): Promise<string> =>
    api.send({ does, method, path: secretAt }, ({ json }) => textAt(json, "http_signing_key"));
  const endpoints = perType(webhooks(api, domain), { hasSecret: false });
  return {
    ...endpoints,
    async create(wanted) {
      const { endpoint } = await endpoints.create(wanted);
      return { endpoint, secret: await call("GET", "read the signing key") };
    },
    revealSecret: () => call("GET", "read the signing key"),
    rotateSecret: () => call("POST", "rotate the account's signing key"),
  };
}

/** Each type holds a list of URLs, which other systems may be on: only ours is put in and taken out. */
function webhooks(api: ApiClient, domain: string): TypeSubscriptionApi {
  const path = `/v3/domains/${domain}/webhooks`;
  const urlsOf = (): Promise<ReadonlyMap<string, readonly string[]>> =>
    api.send({ does: "list its webhooks", method: "GET", path }, ({ json }) => {
      const found = objectAt(json, "webhooks");
      return new Map(
        Object.keys(found).map((name) => [name, optionalListAt(json, `webhooks.${name}.urls`).map(String)]),
      );
    });
  const set = async (type: string, urls: readonly string[], isNew: boolean): Promise<void> => {
    const form = urls.map((url) => ["url", url] as const);
    const at = `${path}/${type}`;
    await api.send(
      isNew
        ? { does: `subscribe to ${type}`, method: "POST", path, form: [["id", type], ...form] }
        : urls.length === 0
          ? { does: `unsubscribe from ${type}`, method: "DELETE", path: at, accepts: [404] }
          : { does: `change the URLs of ${type}`, method: "PUT", path: at, form },
      () => undefined,
    );
  };
  return {
    async list() {
      return [...(await urlsOf())].flatMap(([type, urls]) =>
        urls.map((url) => ({ id: `${type} ${url}`, type, url, status: "enabled" as const })),
      );
    },
    async create(type, { url }) {
      const urls = (await urlsOf()).get(type) ?? [];
      if (!urls.includes(url)) await set(type, [...urls, url], urls.length === 0);
    },
    async remove(id) {
      const [type = "", url = ""] = id.split(" ");
      const urls = (await urlsOf()).get(type) ?? [];
      await set(
        type,
        urls.filter((each) => each !== url),
        false,
      );
    },
  };
}

/** @see https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/events */
function eventLog(api: ApiClient, domain: string): DeliveryLog {
  return {
    reachDays: 3, // by plan: 1 to 30
    hasBodies: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list its events",
          method: "GET",
          path: cursor ?? `/v3/${domain}/events`,
          ...(cursor === undefined && {
            query: { begin: seconds(since), end: seconds(until), ascending: "yes", limit: "300" },
          }),
        },
        ({ json }) => {
          const items = listAt(json, "items");
          const next = optionalTextAt(json, "paging.next");
          const page = next === undefined || items.length === 0 ? undefined : new URL(next);
          return {
            events: items.map((event) => ({
              logId: textAt(event, "id"),
              providerId: textAt(event, "id"),
              type: textAt(event, "event"),
              time: secondsAt(event, "timestamp"),
              request: requestOf({ "event-data": event }),
            })),
            ...(page !== undefined && { next: `${page.pathname}${page.search}` }),
          };
        },
      ),
  };
}

function seconds(time: Date): string {
  return String(time.getTime() / 1000);
}
