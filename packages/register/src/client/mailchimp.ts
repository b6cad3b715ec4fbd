import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { isTrueAt, listAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { basic, openApi, restEndpoints, settingOf } from "./rest.ts";
import { urlWithoutSecret, urlWithSecret } from "./secret-in-url.ts";

const perPage = 100;
/** Under which the preset finds the secret in the URL. */
const secretName = "secret";

/**
 * Mailchimp's webhooks of an audience. Nothing is signed, so the URL carries the secret: `?secret=…`.
 * @see https://mailchimp.com/developer/marketing/api/list-webhooks/
 */
export const mailchimpClient: ProviderClient = {
  provider: "mailchimp",
  name: "Mailchimp",
  docs: "https://mailchimp.com/developer/marketing/api/list-webhooks/",
  permissions: "an API key of the account (…-us6)",
  settings: [{ name: "audience", means: "its id (list_id)", isRequired: true }],
  secret: { kind: "chosen" },
  subscriptions: { every: ["campaign", "cleaned", "profile", "subscribe", "unsubscribe", "upemail"] },
  open(context) {
    const center = /-([a-z]{2}\d+)$/.exec(context.key)?.[1];
    if (center === undefined)
      throw new ConfigError(`the API key of "${context.source}" names no data center at its end: …-us6`);
    const api = openApi(mailchimpClient, context, {
      base: `https://${center}.api.mailchimp.com`,
      headers: basic("hookyard", context.key),
    });
    const path = `/3.0/lists/${encodeURIComponent(settingOf(context, "audience"))}/webhooks`;
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = (wanted: WantedEndpoint): JsonObject => ({
      url: urlWithSecret(wanted, secretName),
      events: Object.fromEntries(
        mailchimpClient.subscriptions.every.map((name) => [name, wanted.types.includes(name)]),
      ),
      sources: { user: true, admin: true, api: true },
    });
    const endpoints: EndpointApi = restEndpoints(api, {
      list: { method: "GET", path, query: { count: String(perPage), offset: "0" } },
      items: "webhooks",
      next: ({ json }, call) => {
        const offset = Number(call.query?.["offset"] ?? 0) + listAt(json, "webhooks").length;
        const isLast = offset >= Number(optionalTextAt(json, "total_items") ?? 0);
        return isLast ? undefined : { ...call, query: { ...call.query, offset: String(offset) } };
      },
      read: readWebhook,
      create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
      created: ({ json }) => ({ endpoint: readWebhook(json) }),
      update: (endpoint, wanted) => ({
        method: "PATCH",
        path: at(endpoint),
        json: fields(wanted),
      }),
      remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
    });
    return { endpoints };
  },
};

function readWebhook(item: Json): Endpoint {
  const isSilent = ["user", "admin", "api"].some((source) => valueAt(item, `sources.${source}`) === false);
  return {
    id: textAt(item, "id"),
    url: urlWithoutSecret(textAt(item, "url"), secretName),
    types: mailchimpClient.subscriptions.every.filter((name) => isTrueAt(item, `events.${name}`)),
    status: "enabled",
    ...(isSilent && { faults: ["it leaves out changes by some: users, admins or the API"] }),
  };
}
