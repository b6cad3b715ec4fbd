import { ConfigError, type Json } from "@hookyard/core";
import { optionalTextAt, textAt, textsAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Calendly's webhook subscriptions of an organisation or a user. They cannot be changed, and a second at the same URL is
 * refused: a change removes the old one first. It lists no deliveries.
 * @see https://developer.calendly.com/api-docs/c1ddc06ce1f1b-create-webhook-subscription
 */
export const calendlyClient: ProviderClient = {
  provider: "calendly",
  name: "Calendly",
  docs: "https://developer.calendly.com/api-docs/c1ddc06ce1f1b-create-webhook-subscription",
  permissions:
    "a personal access token of an owner or admin (paid plan); with scopes: webhooks:read and webhooks:write",
  settings: [
    { name: "organization", means: "its URI, https://api.calendly.com/organizations/…", isRequired: true },
    { name: "user", means: "a user's URI, to hear of that user alone", isRequired: false },
  ],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "invitee.created",
      "invitee.canceled",
      "invitee_no_show.created",
      "invitee_no_show.deleted",
      "routing_form_submission.created",
    ],
  },
  recreates: "old_first",
  open(context) {
    const { organization, user } = context.settings;
    if (organization === undefined)
      throw new ConfigError(`the source "${context.source}" needs the setting organization`);
    const scope = user === undefined ? "organization" : "user";
    const whose = { organization, scope, ...(user !== undefined && { user }) };
    const api = openApi(calendlyClient, context, {
      base: "https://api.calendly.com",
      headers: bearer(context.key),
    });
    const path = "/webhook_subscriptions";
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { ...whose, count: "100" } },
        items: "collection",
        next: ({ json }, call) => {
          const token = optionalTextAt(json, "pagination.next_page_token");
          return token === undefined ? undefined : { ...call, query: { ...call.query, page_token: token } };
        },
        read: readSubscription,
        create: ({ url, types, secret }) => ({
          method: "POST",
          path,
          json: { url, events: [...types], ...whose, ...(secret !== undefined && { signing_key: secret }) },
        }),
        created: ({ json }) => ({ endpoint: readSubscription(valueAt(json, "resource") ?? null) }),
        remove: ({ id }) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
      }),
    };
  },
};

function readSubscription(item: Json): Endpoint {
  return {
    id: textAt(item, "uri").split("/").at(-1) ?? "",
    url: textAt(item, "callback_url"),
    types: textsAt(item, "events"),
    status: textAt(item, "state") === "active" ? "enabled" : "disabled",
  };
}
