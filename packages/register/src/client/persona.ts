import type { Json, JsonObject } from "@hookyard/core";
import { listAt, objectAt, optionalListAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Persona's webhooks, which are made switched off, and its events. The secret is shown with each and rotated.
 * @see https://docs.withpersona.com/api-reference/webhooks
 */
export const personaClient: ProviderClient = {
  provider: "persona",
  name: "Persona",
  docs: "https://docs.withpersona.com/api-reference/webhooks",
  permissions:
    "an API key of the environment (persona_production_…) with webhook.read and webhook.write; for reconcile event.read",
  settings: [],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "account.created",
      "account.redacted",
      "account.archived",
      "case.assigned",
      "case.created",
      "case.resolved",
      "case.updated",
      "inquiry.approved",
      "inquiry.completed",
      "inquiry.created",
      "inquiry.declined",
      "inquiry.expired",
      "inquiry.failed",
      "inquiry.marked-for-review",
      "inquiry.started",
      "inquiry.transitioned",
      "report.created",
      "report.errored",
      "report.matched",
      "report.ready",
      "transaction.created",
      "transaction.status-updated",
      "verification.canceled",
      "verification.created",
      "verification.failed",
      "verification.passed",
      "verification.requires-retry",
      "verification.submitted",
    ],
  },
  open(context) {
    const api = openApi(personaClient, context, {
      base: "https://api.withpersona.com",
      headers: { ...bearer(context.key), "key-inflection": "kebab" },
    });
    return { endpoints: webhooks(api), deliveries: () => eventLog(api) };
  },
};

function nextAfter(json: Json, list: string): string | undefined {
  const last = listAt(json, list).at(-1);
  const hasNext = optionalTextAt(json, "links.next") !== undefined;
  return hasNext && last !== undefined ? textAt(last, "id") : undefined;
}

function webhooks(api: ApiClient): EndpointApi {
  const path = "/api/v1/webhooks";
  const at = ({ id }: Pick<Endpoint, "id">): string => `${path}/${encodeURIComponent(id)}`;
  const enable = (endpoint: Pick<Endpoint, "id">): Promise<void> =>
    api.send(
      { does: "enable the webhook", method: "POST", path: `${at(endpoint)}/enable`, isRepeatable: true },
      () => undefined,
    );
  const rest = restEndpoints(api, {
    list: { method: "GET", path, query: { "page[size]": "100" } },
    items: "data",
    next: ({ json }, call) => {
      const after = nextAfter(json, "data");
      return after === undefined ? undefined : { ...call, query: { ...call.query, "page[after]": after } };
    },
    read: (item) =>
      optionalTextAt(item, "attributes.status") === "archived" ? undefined : readWebhook(item),
    create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
    created: ({ json }) => ({
      endpoint: readWebhook(objectAt(json, "data")),
      secret: textAt(json, "data.attributes.secret"),
    }),
    update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
    remove: (endpoint) => ({ method: "POST", path: `${at(endpoint)}/archive`, isRepeatable: true }),
    reveal: (endpoint) => ({ method: "GET", path: at(endpoint) }),
    rotate: (endpoint) => ({ method: "POST", path: `${at(endpoint)}/rotate-secret` }),
    secretIn: ({ json }) => textAt(json, "data.attributes.secret"),
  });
  return {
    ...rest,
    async create(wanted) {
      const created = await rest.create(wanted);
      await enable(created.endpoint);
      return created;
    },
    async update(endpoint, wanted) {
      await rest.update(endpoint, wanted);
      if (endpoint.status !== "enabled") await enable(endpoint);
    },
  };
}

function fields({ url, types }: WantedEndpoint): JsonObject {
  return { data: { attributes: { url, "enabled-events": [...types] } } };
}

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "attributes.url"),
    types: optionalListAt(item, "attributes.enabled-events").map(String),
    status: textAt(item, "attributes.status") === "enabled" ? "enabled" : "disabled",
  };
}

/** Newest first, behind an id: https://docs.withpersona.com/api-reference/events/list-all-events */
function eventLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 90,
    hasBodies: true,
    page: ({ since, until }, after) =>
      api.send(
        {
          does: "list its events",
          method: "GET",
          path: "/api/v1/events",
          query: {
            "page[size]": "100",
            "page[after]": after,
            "filter[created-at-start]": since.toISOString(),
            "filter[created-at-end]": until.toISOString(),
          },
        },
        ({ json }) => {
          const next = nextAfter(json, "data");
          return {
            events: listAt(json, "data").map((item) => ({
              logId: textAt(item, "id"),
              providerId: textAt(item, "id"),
              type: textAt(item, "attributes.name"),
              time: timeAt(item, "attributes.created-at"),
              request: requestOf({ data: item }),
            })),
            ...(next !== undefined && { next }),
          };
        },
      ),
  };
}
