import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, optionalListAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

const names = [
  "processed",
  "delivered",
  "deferred",
  "bounce",
  "dropped",
  "spam_report",
  "open",
  "click",
  "unsubscribe",
  "group_unsubscribe",
  "group_resubscribe",
];

/**
 * Twilio SendGrid's event webhooks. Signing is switched on by a call of its own, which answers the public key that
 * requests are verified with. Shapes as in Twilio's OpenAPI description (sendgrid-oai, tsg_webhooks_v3).
 * @see https://www.twilio.com/docs/sendgrid/api-reference/webhooks
 */
export const sendgridClient: ProviderClient = {
  provider: "sendgrid",
  name: "SendGrid",
  docs: "https://www.twilio.com/docs/sendgrid/api-reference/webhooks",
  permissions:
    "an API key with Mail Settings / Event Notification: full access (user.webhooks.event.settings)",
  settings: [],
  secret: { kind: "given" },
  subscriptions: { every: names, nameOf: (type) => (type === "spamreport" ? "spam_report" : type) },
  open(context) {
    const api = openApi(sendgridClient, context, {
      base: "https://api.sendgrid.com",
      headers: bearer(context.key),
    });
    const path = "/v3/user/webhooks/event/settings";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const endpoints = restEndpoints(api, {
      list: { method: "GET", path: `${path}/all` },
      items: ({ json }) => optionalListAt(json, "webhooks"),
      // Where there is none, its description has an empty one in the list.
      read: (item) => (valueAt(item, "id") === undefined ? undefined : readSetting(item)),
      create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
      created: ({ json }) => ({ endpoint: readSetting(json) }),
      update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
      remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      reveal: ({ id }) => ({
        method: "PATCH",
        path: `${path}/signed/${encodeURIComponent(id)}`,
        json: { enabled: true },
      }),
      secretIn: ({ json }) => textAt(json, "public_key"),
    });
    return { endpoints: signed(endpoints) };
  },
};

function signed(endpoints: EndpointApi): EndpointApi {
  return {
    ...endpoints,
    async update(endpoint, wanted) {
      await endpoints.update(endpoint, wanted);
      if (endpoint.faults !== undefined) await endpoints.revealSecret?.(endpoint);
    },
    async create(wanted) {
      const { endpoint } = await endpoints.create(wanted);
      const secret = await endpoints.revealSecret?.(endpoint);
      return { endpoint, ...(secret !== undefined && { secret }) };
    },
  };
}

function fields({ url, types, description }: WantedEndpoint): JsonObject {
  const flags = names.map((name) => [name, types.includes(name)] as const);
  return { enabled: true, url, friendly_name: description, ...Object.fromEntries(flags) };
}

function readSetting(item: Json): Endpoint {
  const key = optionalTextAt(item, "public_key");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: names.filter((name) => isTrueAt(item, name)),
    status: isTrueAt(item, "enabled") ? "enabled" : "disabled",
    // It is shown only of those that sign.
    ...((key ?? "") === "" && { faults: ["it does not sign"] }),
  };
}
