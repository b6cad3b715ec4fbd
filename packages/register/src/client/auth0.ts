import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { listAt, objectAt, optionalListAt, optionalTextAt, textAt, timeAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { withAccessToken } from "./oauth.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Auth0's event streams to a webhook, and their deliveries that failed. Log streams are made by hand. Shapes as in its
 * own library (auth0 7.1.0).
 * @see https://auth0.com/docs/api/management/v2/event-streams/post-event-streams
 */
export const auth0Client: ProviderClient = {
  provider: "auth0",
  name: "Auth0",
  docs: "https://auth0.com/docs/api/management/v2/event-streams/post-event-streams",
  permissions:
    "a machine-to-machine application's client id and secret, as id:secret, with read, create, update and delete:event_streams; for reconcile read:event_deliveries, to redeliver also update:event_deliveries",
  settings: [{ name: "domain", means: "the tenant's own: acme.eu.auth0.com", isRequired: true }],
  // The secret is the whole header.
  secret: { kind: "chosen", create: (random) => `Bearer ${Buffer.from(random(32)).toString("hex")}` },
  subscriptions: {
    every: [
      "connection.created",
      "connection.deleted",
      "connection.updated",
      "group.created",
      "group.deleted",
      "group.member.added",
      "group.member.deleted",
      "group.role.assigned",
      "group.role.deleted",
      "group.updated",
      "organization.connection.added",
      "organization.connection.removed",
      "organization.connection.updated",
      "organization.created",
      "organization.deleted",
      "organization.group.role.assigned",
      "organization.group.role.deleted",
      "organization.member.added",
      "organization.member.deleted",
      "organization.member.role.assigned",
      "organization.member.role.deleted",
      "organization.updated",
      "user.created",
      "user.deleted",
      "user.updated",
    ],
    nameOf: (type) => (type.startsWith("log.") ? undefined : type), // of log streams
  },
  open(context) {
    const domain = settingOf(context, "domain");
    if (!/^[a-z0-9.-]+$/i.test(domain))
      throw new ConfigError(`the setting domain of "${context.source}" is no domain: acme.eu.auth0.com`);
    const [client = "", ...secret] = context.key.split(":");
    const base = `https://${domain}`;
    const api = withAccessToken(
      {
        api: openApi(auth0Client, context, { base, headers: {}, secrets: secret }),
        path: "/oauth/token",
        form: [
          ["grant_type", "client_credentials"],
          ["client_id", client],
          ["client_secret", secret.join(":")],
          ["audience", `${base}/api/v2/`],
        ],
      },
      (token) => openApi(auth0Client, context, { base, headers: bearer(token), secrets: [token, ...secret] }),
    );
    const path = "/api/v2/event-streams";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { take: "50" } },
        items: "eventStreams",
        next: ({ json }, call) => {
          const from = optionalTextAt(json, "next");
          return from === undefined ? undefined : { ...call, query: { ...call.query, from } };
        },
        read: (item) =>
          optionalTextAt(item, "destination.type") === "webhook" ? readStream(item) : undefined,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readStream(json) }),
        update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
      deliveries: (id) => failedDeliveries(api, `${path}/${encodeURIComponent(id ?? "")}`),
    };
  },
};

function fields({ url, types, secret, description }: WantedEndpoint): JsonObject {
  return {
    name: description,
    status: "enabled",
    subscriptions: types.map((type) => ({ event_type: type })),
    destination: {
      type: "webhook",
      configuration: {
        webhook_endpoint: url,
        ...(secret !== undefined && {
          webhook_authorization: { method: "bearer", token: secret.replace(/^Bearer /i, "") },
        }),
      },
    },
  };
}

function readStream(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "destination.configuration.webhook_endpoint"),
    types: optionalListAt(item, "subscriptions").map((each) => textAt(each, "event_type")),
    status: valueAt(item, "status") === "disabled" ? "disabled" : "enabled",
  };
}

/** A time as the list takes it: without parts of a second. */
function inSeconds(time: Date, round: "floor" | "ceil"): string {
  const seconds = Math[round](time.getTime() / 1000);
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

function readDelivery(item: Json): LoggedEvent {
  const event = objectAt(item, "event");
  return {
    logId: textAt(event, "id"),
    providerId: textAt(event, "id"),
    type: textAt(item, "event_type"),
    time: timeAt(event, "time"),
    failure: optionalTextAt(item, "attempts.0.error_message") ?? "no attempt succeeded",
    request: requestOf(event),
  };
}

/**
 * Only what failed for good is listed, which is what is missing.
 * @see https://auth0.com/docs/api/management/v2/event-streams/get-event-deliveries
 */
function failedDeliveries(api: ApiClient, stream: string): DeliveryLog {
  return {
    reachDays: 3,
    hasBodies: true,
    isOfEndpoint: true,
    page: ({ since, until }, from) =>
      api.send(
        {
          does: "list failed deliveries",
          method: "GET",
          path: `${stream}/deliveries`,
          query: {
            date_from: inSeconds(since, "floor"),
            date_to: inSeconds(until, "ceil"),
            take: "50",
            from,
          },
        },
        ({ json }) => {
          const items = Array.isArray(json) ? listAt(json, "") : listAt(json, "deliveries");
          const next = Array.isArray(json) ? undefined : optionalTextAt(json, "next");
          return {
            events: items.map(readDelivery),
            ...(next !== undefined && { next }),
          };
        },
      ),
    redeliver: ({ logId }) =>
      api.send(
        {
          does: "redeliver",
          method: "POST",
          path: `${stream}/redeliver/${encodeURIComponent(logId)}`,
          isRepeatable: true,
        },
        () => undefined,
      ),
  };
}
