import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, objectAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * MailerLite's webhooks of an account (the new MailerLite, not Classic). The secret is MailerLite's, and shown again; a
 * rotation makes a second webhook. Opens, clicks and removals come in batches alone, so each webhook asks for batches.
 * (Fields read in mailerlite-nodejs; batches from memory.)
 * @see https://developers.mailerlite.com/docs/webhooks.html
 */
export const mailerliteClient: ProviderClient = {
  provider: "mailerlite",
  name: "MailerLite",
  docs: "https://developers.mailerlite.com/docs/webhooks.html",
  permissions: "an API token of the account (Integrations > API)",
  settings: [],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "campaign.click",
      "campaign.open",
      "campaign.sent",
      "subscriber.added_to_group",
      "subscriber.automation_completed",
      "subscriber.automation_triggered",
      "subscriber.bounced",
      "subscriber.created",
      "subscriber.deleted",
      "subscriber.removed_from_group",
      "subscriber.spam_reported",
      "subscriber.unsubscribed",
      "subscriber.updated",
    ],
  },
  open(context) {
    const api = openApi(mailerliteClient, context, {
      base: "https://connect.mailerlite.com",
      headers: bearer(context.key),
    });
    const path = "/api/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { limit: "100" } },
        items: "data",
        next: ({ json }) => {
          const link = optionalTextAt(json, "links.next");
          return link === undefined ? undefined : { method: "GET", path: link };
        },
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({
          endpoint: readWebhook(objectAt(json, "data")),
          secret: textAt(json, "data.secret"),
        }),
        update: (endpoint, wanted) => ({
          method: "PUT",
          path: at(endpoint),
          json: { ...fields(wanted), enabled: true },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
        reveal: (endpoint) => ({ method: "GET", path: at(endpoint) }),
        secretIn: ({ json }) => textAt(json, "data.secret"),
      }),
    };
  },
};

function fields({ url, types, description }: WantedEndpoint): JsonObject {
  return { name: description, url, events: [...types], batchable: true };
}

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "events"),
    status: isTrueAt(item, "enabled") ? "enabled" : "disabled",
  };
}
