import type { Json, JsonObject } from "@hookyard/core";
import { objectAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";
import { staysDisabled } from "./stays-disabled.ts";

/**
 * Nylas's webhooks (version 3) of an application. Nylas asks the URL for its challenge while one is made; the secret is
 * told then and when it is rotated. (Paths, fields, pages and types read in nylas 8.4.0, the status of a change in
 * Nylas's description. Where a failed one does not become active, that is said.)
 * @see https://developer.nylas.com/docs/reference/api/webhook-notifications/post-webhook-destinations/
 */
export const nylasClient: ProviderClient = {
  provider: "nylas",
  name: "Nylas",
  docs: "https://developer.nylas.com/docs/reference/api/webhook-notifications/post-webhook-destinations/",
  permissions: "an API key of the application (nyk_…)",
  settings: [{ name: "region", means: "us (default) or eu", isRequired: false }],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "booking.cancelled",
      "booking.created",
      "booking.pending",
      "booking.reminder",
      "booking.rescheduled",
      "calendar.created",
      "calendar.deleted",
      "calendar.updated",
      "contact.deleted",
      "contact.updated",
      "event.created",
      "event.deleted",
      "event.updated",
      "folder.created",
      "folder.deleted",
      "folder.updated",
      "grant.created",
      "grant.deleted",
      "grant.expired",
      "grant.updated",
      "message.bounce_detected",
      "message.created",
      "message.link_clicked",
      "message.opened",
      "message.send_failed",
      "message.send_success",
      "message.updated",
      "thread.replied",
    ],
    // Large bodies and reduced ones come under the same subscription.
    nameOf: (type) => type.replace(/\.(?:truncated|transformed)$/, ""),
  },
  notes: "Nylas asks the URL for an answer when the webhook is made: Hookyard has to be reachable there.",
  open(context) {
    const region = context.settings["region"] === "eu" ? "eu" : "us";
    const api = openApi(nylasClient, context, {
      base: `https://api.${region}.nylas.com`,
      headers: bearer(context.key),
    });
    return { endpoints: webhooks(api) };
  },
};

function webhooks(api: ApiClient): EndpointApi {
  const path = "/v3/webhooks";
  const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
  return {
    ...restEndpoints(api, {
      list: { method: "GET", path },
      items: "data",
      next: ({ json }, call) => {
        const cursor = optionalTextAt(json, "next_cursor") ?? "";
        return cursor === "" ? undefined : { ...call, query: { page_token: cursor } };
      },
      read: readWebhook,
      create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
      created: ({ json }) => ({
        endpoint: readWebhook(objectAt(json, "data")),
        secret: textAt(json, "data.webhook_secret"),
      }),
      remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      rotate: ({ id }) => ({
        method: "POST",
        path: `${path}/rotate-secret/${encodeURIComponent(id)}`,
        json: {},
      }),
      secretIn: ({ json }) => textAt(json, "data.webhook_secret"),
    }),
    update: (endpoint, wanted) =>
      api.send(
        {
          does: "change the webhook",
          method: "PUT",
          path: at(endpoint),
          json: { ...fields(wanted), status: "active" },
        },
        ({ json }) => {
          if (readWebhook(objectAt(json, "data")).status === "disabled")
            throw staysDisabled(nylasClient.name);
        },
      ),
  };
}

function fields({ url, types, description }: WantedEndpoint): JsonObject {
  return { description, webhook_url: url, trigger_types: [...types] };
}

function readWebhook(item: Json): Endpoint {
  const status = textAt(item, "status");
  const stopped = status === "failing" ? "failing" : "disabled";
  return {
    id: textAt(item, "id"),
    url: textAt(item, "webhook_url"),
    types: textsAt(item, "trigger_types"),
    status: status === "active" ? "enabled" : stopped,
    ...(status !== "active" && { detail: status }),
  };
}
