import type { Json, JsonObject } from "@hookyard/core";
import { optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * Mandrill's webhooks about sent mail. Each has a key of its own, which is shown again; a rotation makes a second.
 * Every call is a POST with the API key in its body. (Paths and fields read in @mailchimp/mailchimp_transactional 1.4.1.)
 * @see https://mailchimp.com/developer/transactional/api/webhooks/
 */
export const mandrillClient: ProviderClient = {
  provider: "mandrill",
  name: "Mandrill",
  docs: "https://mailchimp.com/developer/transactional/api/webhooks/",
  permissions: "an API key of the account that may call webhooks/*",
  settings: [],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "click",
      "deferral",
      "delivered",
      "hard_bounce",
      "open",
      "reject",
      "send",
      "soft_bounce",
      "spam",
      "unsub",
    ],
    // Mail that comes in has routes of its own, and lists of refused addresses another kind of webhook.
    nameOf: (type) => (/^(?:inbound|blacklist|whitelist|sync)/.test(type) ? undefined : type),
  },
  open(context) {
    const api = openApi(mandrillClient, context, { base: "https://mandrillapp.com/api/1.3", headers: {} });
    const call = (name: string, more: JsonObject = {}) => ({
      method: "POST" as const,
      path: `/webhooks/${name}`,
      json: { key: context.key, ...more },
      isRepeatable: name !== "add",
    });
    return {
      endpoints: restEndpoints(api, {
        list: call("list"),
        items: "",
        read: readWebhook,
        create: ({ url, types, description }) => call("add", { url, events: [...types], description }),
        created: ({ json }) => ({ endpoint: readWebhook(json), secret: textAt(json, "auth_key") }),
        update: ({ id }, { url, types, description }) =>
          call("update", { id: Number(id), url, events: [...types], description }),
        remove: ({ id }) => call("delete", { id: Number(id) }),
        reveal: ({ id }) => call("info", { id: Number(id) }),
        secretIn: ({ json }) => textAt(json, "auth_key"),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  const error = optionalTextAt(item, "last_error") ?? "";
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "events"),
    status: "enabled",
    ...(error !== "" && { detail: "its last batch failed" }),
  };
}
