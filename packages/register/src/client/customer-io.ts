import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, optionalListAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Customer.io's reporting webhooks. Each has a signing key that only its page shows.
 * @see https://docs.customer.io/integrations/api/app/#tag/Reporting-Webhooks
 */
export const customerIoClient: ProviderClient = {
  provider: "customer-io",
  name: "Customer.io",
  docs: "https://docs.customer.io/integrations/api/app/#tag/Reporting-Webhooks",
  permissions: "an App API key of the workspace",
  settings: [{ name: "region", means: "us (default) or eu", isRequired: false }],
  secret: { kind: "account", where: "Integrations > Reporting webhooks > the webhook: Signing key" },
  subscriptions: {
    every: [
      "customer_subscribed",
      "customer_unsubscribed",
      "email_attempted",
      "email_bounced",
      "email_clicked",
      "email_converted",
      "email_deferred",
      "email_delivered",
      "email_drafted",
      "email_dropped",
      "email_failed",
      "email_opened",
      "email_sent",
      "email_spammed",
      "email_unsubscribed",
      "in_app_clicked",
      "in_app_opened",
      "in_app_sent",
      "push_bounced",
      "push_clicked",
      "push_delivered",
      "push_failed",
      "push_opened",
      "push_sent",
      "sms_bounced",
      "sms_clicked",
      "sms_delivered",
      "sms_failed",
      "sms_sent",
      "webhook_failed",
      "webhook_sent",
    ],
    nameOf: (type) => type.replace(".", "_"),
  },
  open(context) {
    const host = context.settings["region"] === "eu" ? "api-eu.customer.io" : "api.customer.io";
    const api = openApi(customerIoClient, context, { base: `https://${host}`, headers: bearer(context.key) });
    const path = "/v1/reporting_webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, types, description }: WantedEndpoint): JsonObject => ({
      name: description,
      endpoint: url,
      events: [...types],
      disabled: false,
      full_resolution: true,
      with_content: false,
    });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "reporting_webhooks",
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "endpoint"),
    types: optionalListAt(item, "events").map(String),
    status: isTrueAt(item, "disabled") ? "disabled" : "enabled",
  };
}
