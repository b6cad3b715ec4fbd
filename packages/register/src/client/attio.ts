import type { Json, JsonObject } from "@hookyard/core";
import { listAt, objectAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";
import { staysDisabled } from "./stays-disabled.ts";

const perPage = 100;

/**
 * Attio's webhooks of a workspace, as far as the key's integration made them. The secret is told once; a rotation makes a
 * second webhook. (Fields as in Attio's reference; pages, and that a change switches an inactive one on, from memory:
 * where it does not, that is said.)
 * @see https://docs.attio.com/rest-api/endpoint-reference/webhooks/create-a-webhook
 */
export const attioClient: ProviderClient = {
  provider: "attio",
  name: "Attio",
  docs: "https://docs.attio.com/rest-api/endpoint-reference/webhooks/create-a-webhook",
  permissions: "an access token with webhook:read-write, and the read scope of what is subscribed to",
  settings: [],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "call-recording.created",
      "comment.created",
      "comment.deleted",
      "comment.resolved",
      "comment.unresolved",
      "list-attribute.created",
      "list-attribute.updated",
      "list-entry.created",
      "list-entry.deleted",
      "list-entry.updated",
      "list.created",
      "list.deleted",
      "list.updated",
      "note-content.updated",
      "note.created",
      "note.deleted",
      "note.updated",
      "object-attribute.created",
      "object-attribute.updated",
      "record.created",
      "record.deleted",
      "record.merged",
      "record.updated",
      "task.created",
      "task.deleted",
      "task.updated",
      "workspace-member.created",
    ],
  },
  open(context) {
    const api = openApi(attioClient, context, {
      base: "https://api.attio.com",
      headers: bearer(context.key),
    });
    return { endpoints: webhooks(api) };
  },
};

function webhooks(api: ApiClient): EndpointApi {
  const path = "/v2/webhooks";
  const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
  return {
    ...restEndpoints(api, {
      list: { method: "GET", path, query: { limit: String(perPage), offset: "0" } },
      items: "data",
      next: ({ json }, call) => {
        const count = listAt(json, "data").length;
        const offset = String(Number(call.query?.["offset"] ?? 0) + count);
        return count === 0 ? undefined : { ...call, query: { ...call.query, offset } };
      },
      read: readWebhook,
      create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
      created: ({ json }) => ({
        endpoint: readWebhook(objectAt(json, "data")),
        secret: textAt(json, "data.secret"),
      }),
      remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
    }),
    update: (endpoint, wanted) =>
      api.send(
        { does: "change the webhook", method: "PATCH", path: at(endpoint), json: fields(wanted) },
        ({ json }) => {
          if (readWebhook(objectAt(json, "data")).status === "disabled")
            throw staysDisabled(attioClient.name);
        },
      ),
  };
}

function fields({ url, types }: WantedEndpoint): JsonObject {
  return {
    data: {
      target_url: url,
      subscriptions: types.map((type) => ({ event_type: type, filter: null })),
    },
  };
}

function readWebhook(item: Json): Endpoint {
  const status = textAt(item, "status");
  const failing = status === "degraded" ? "failing" : "disabled";
  return {
    id: textAt(item, "id.webhook_id"),
    url: textAt(item, "target_url"),
    types: listAt(item, "subscriptions").map((each) => textAt(each, "event_type")),
    status: status === "active" ? "enabled" : failing,
    ...(status !== "active" && { detail: `${status} after failures` }),
  };
}
