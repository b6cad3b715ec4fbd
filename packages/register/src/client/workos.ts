import type { Json } from "@hookyard/core";
import { listAt, objectAt, optionalTextAt, textAt, textsAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import { ApiError } from "../api/api-error.ts";
import type { Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * WorkOS's webhook endpoints, which are listed with their secrets, and its events. There is no rotation: another
 * endpoint has another secret.
 * @see https://workos.com/docs/reference/webhooks
 */
export const workosClient: ProviderClient = {
  provider: "workos",
  name: "WorkOS",
  docs: "https://workos.com/docs/reference/webhooks",
  permissions: "the environment's API key (sk_…)",
  settings: [],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "authentication.email_verification_succeeded",
      "authentication.magic_auth_failed",
      "authentication.magic_auth_succeeded",
      "authentication.mfa_succeeded",
      "authentication.oauth_succeeded",
      "authentication.password_failed",
      "authentication.password_succeeded",
      "authentication.sso_succeeded",
      "connection.activated",
      "connection.deactivated",
      "connection.deleted",
      "dsync.activated",
      "dsync.deleted",
      "dsync.group.created",
      "dsync.group.deleted",
      "dsync.group.updated",
      "dsync.group.user_added",
      "dsync.group.user_removed",
      "dsync.user.created",
      "dsync.user.deleted",
      "dsync.user.updated",
      "email_verification.created",
      "invitation.created",
      "magic_auth.created",
      "organization.created",
      "organization.deleted",
      "organization.updated",
      "organization_domain.verification_failed",
      "organization_domain.verified",
      "organization_membership.created",
      "organization_membership.deleted",
      "organization_membership.updated",
      "password_reset.created",
      "role.created",
      "role.deleted",
      "role.updated",
      "session.created",
      "user.created",
      "user.deleted",
      "user.updated",
      "authentication.oauth_failed",
      "authentication.sso_failed",
      "authentication.passkey_succeeded",
      "authentication.passkey_failed",
      "session.revoked",
      "password_reset.succeeded",
    ],
  },
  open(context) {
    const api = openApi(workosClient, context, {
      base: "https://api.workos.com",
      headers: bearer(context.key),
    });
    return { endpoints: endpointsOf(api), deliveries: () => eventLog(api) };
  },
};

const path = "/webhook_endpoints";

function endpointsOf(api: ApiClient): EndpointApi {
  const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
  const secrets = new Map<string, string>();
  const rest = restEndpoints(api, {
    list: { method: "GET", path, query: { limit: "100" } },
    items: "data",
    next: ({ json }, call) => {
      const after = optionalTextAt(json, "list_metadata.after");
      return after === undefined ? undefined : { ...call, query: { ...call.query, after } };
    },
    read: (item) => {
      const secret = optionalTextAt(item, "secret");
      if (secret !== undefined) secrets.set(textAt(item, "id"), secret);
      return readEndpoint(item);
    },
    create: ({ url, types }) => ({ method: "POST", path, json: { endpoint_url: url, events: [...types] } }),
    created: ({ json }) => ({ endpoint: readEndpoint(objectAt(json, "")), secret: textAt(json, "secret") }),
    update: (endpoint, { url, types }) => ({
      method: "PATCH",
      path: at(endpoint),
      json: { endpoint_url: url, events: [...types], status: "enabled" },
    }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
  });
  return {
    ...rest,
    async revealSecret({ id }) {
      await rest.list();
      const secret = secrets.get(id);
      if (secret === undefined) {
        const message = "WorkOS: cannot read the endpoint's secret: its list does not show it";
        throw new ApiError("api_answer_invalid", "WorkOS", message);
      }
      return secret;
    },
  };
}

function readEndpoint(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "endpoint_url"),
    types: textsAt(item, "events"),
    status: textAt(item, "status") === "enabled" ? "enabled" : "disabled",
  };
}

/** Oldest first, behind an id: https://workos.com/docs/reference/events/list (asked as @workos-inc/node 8.13.0 asks). */
function eventLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 30,
    hasBodies: true,
    page: ({ since, until }, after) =>
      api.send(
        {
          does: "list its events",
          method: "GET",
          path: "/events",
          query: {
            events: workosClient.subscriptions.every.join(","),
            range_start: since.toISOString(),
            range_end: until.toISOString(),
            limit: "100",
            after,
          },
        },
        ({ json }) => {
          const next = optionalTextAt(json, "list_metadata.after");
          return {
            events: listAt(json, "data").map((item) => ({
              logId: textAt(item, "id"),
              providerId: textAt(item, "id"),
              type: textAt(item, "event"),
              time: timeAt(item, "created_at"),
              request: requestOf(item),
            })),
            ...(next !== undefined && { next }),
          };
        },
      ),
  };
}
