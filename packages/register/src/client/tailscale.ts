import type { Json } from "@hookyard/core";
import { textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { basic, openApi, restEndpoints } from "./rest.ts";

/**
 * Tailscale's webhooks of a tailnet. Their URL is fixed; the secret is told when one is made and when it is rotated.
 * (Fields as in Go clients of the API; its pages were not at hand.)
 * @see https://tailscale.com/api#tag/webhooks
 */
export const tailscaleClient: ProviderClient = {
  provider: "tailscale",
  name: "Tailscale",
  docs: "https://tailscale.com/api#tag/webhooks",
  permissions: "an API access token (tskey-api-…) of an admin, or an OAuth token with the scope webhooks",
  settings: [{ name: "tailnet", means: "its id; default: the token's own", isRequired: false }],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "exitNodeIPForwardingNotEnabled",
      "nodeApproved",
      "nodeCreated",
      "nodeDeleted",
      "nodeKeyExpired",
      "nodeKeyExpiringInOneDay",
      "nodeNeedsApproval",
      "nodeNeedsSignature",
      "nodeSigned",
      "policyUpdate",
      "subnetIPForwardingNotEnabled",
      "userApproved",
      "userCreated",
      "userDeleted",
      "userNeedsApproval",
      "userRestored",
      "userRoleUpdated",
      "userSuspended",
    ],
    nameOf: (type) => (type.startsWith("webhook") || type === "test" ? undefined : type), // come by themselves
  },
  urlIsFixed: true,
  open(context) {
    const api = openApi(tailscaleClient, context, {
      base: "https://api.tailscale.com",
      headers: basic(context.key, ""),
    });
    const all = `/api/v2/tailnet/${encodeURIComponent(context.settings["tailnet"] ?? "-")}/webhooks`;
    const at = ({ id }: Endpoint): string => `/api/v2/webhooks/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path: all },
        items: "webhooks",
        read: readWebhook,
        create: ({ url, types }) => ({
          method: "POST",
          path: all,
          json: { endpointUrl: url, providerType: "", subscriptions: [...types] },
        }),
        created: ({ json }) => ({ endpoint: readWebhook(json), secret: textAt(json, "secret") }),
        update: (endpoint, { types }) => ({
          method: "PATCH",
          path: at(endpoint),
          json: { subscriptions: [...types] },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
        rotate: (endpoint) => ({ method: "POST", path: `${at(endpoint)}/rotate` }),
        secretIn: ({ json }) => textAt(json, "secret"),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "endpointId"),
    url: textAt(item, "endpointUrl"),
    types: textsAt(item, "subscriptions"),
    status: "enabled",
  };
}
