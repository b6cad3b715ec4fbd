import type { Json } from "@hookyard/core";
import { isTrueAt, listAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { resendEmails } from "./resend-emails.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Resend's webhooks. The signing secret is shown with each one, and can be rotated. (Paths read in resend 6.38.0.)
 * @see https://resend.com/docs/api-reference/webhooks/create-webhook
 */
export const resendClient: ProviderClient = {
  provider: "resend",
  name: "Resend",
  docs: "https://resend.com/docs/api-reference/webhooks/create-webhook",
  permissions: "an API key with full access",
  settings: [],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "email.sent",
      "email.delivered",
      "email.delivery_delayed",
      "email.complained",
      "email.bounced",
      "email.opened",
      "email.clicked",
      "email.failed",
      "email.scheduled",
      "email.suppressed",
      "email.received",
      "contact.created",
      "contact.updated",
      "contact.deleted",
      "domain.created",
      "domain.updated",
      "domain.deleted",
    ],
  },
  open(context) {
    const api = openApi(resendClient, context, {
      base: "https://api.resend.com",
      headers: bearer(context.key),
      spacingMilliseconds: 500, // two calls a second: https://resend.com/docs/api-reference/introduction#rate-limit
    });
    const path = "/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { limit: "100" } },
        items: "data",
        next: ({ json }, call) => {
          const last = listAt(json, "data").at(-1);
          if (!isTrueAt(json, "has_more") || last === undefined) return undefined;
          return { ...call, query: { ...call.query, after: textAt(last, "id") } };
        },
        read: readWebhook,
        create: ({ url, types }) => ({ method: "POST", path, json: { endpoint: url, events: [...types] } }),
        created: ({ json }) => ({
          endpoint: { id: textAt(json, "id"), url: "", types: [], status: "enabled" },
          secret: textAt(json, "signing_secret"),
        }),
        update: (endpoint, { url, types }) => ({
          method: "PATCH",
          path: at(endpoint),
          json: { endpoint: url, events: [...types], status: "enabled" },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
        rotate: (endpoint) => ({ method: "POST", path: `${at(endpoint)}/signing-secret/rotate` }),
        reveal: (endpoint) => ({ method: "GET", path: at(endpoint) }),
        secretIn: ({ json }) => textAt(json, "signing_secret"),
      }),
      deliveries: () => resendEmails(api),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "endpoint"),
    types: textsAt(item, "events"),
    status: optionalTextAt(item, "status") === "disabled" ? "disabled" : "enabled",
  };
}
