import type { Json, JsonObject } from "@hookyard/core";
import { listAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { basic, openApi, restEndpoints, settingOf } from "./rest.ts";

const perPage = 100;

/**
 * Razorpay's webhooks of a partner's sub-merchant; an account's own are made on its dashboard. (Paths and fields read in
 * razorpay 2.9.8.)
 * @see https://razorpay.com/docs/api/partners/webhooks/
 */
export const razorpayClient: ProviderClient = {
  provider: "razorpay",
  name: "Razorpay",
  docs: "https://razorpay.com/docs/api/partners/webhooks/",
  permissions: "a partner's key id and key secret, as rzp_…:secret",
  settings: [{ name: "account", means: "the sub-merchant's id: acc_…", isRequired: true }],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "invoice.expired",
      "invoice.paid",
      "invoice.partially_paid",
      "order.paid",
      "payment.authorized",
      "payment.captured",
      "payment.dispute.closed",
      "payment.dispute.created",
      "payment.dispute.lost",
      "payment.dispute.won",
      "payment.failed",
      "payment_link.cancelled",
      "payment_link.expired",
      "payment_link.paid",
      "refund.created",
      "refund.failed",
      "refund.processed",
      "refund.speed_changed",
      "settlement.processed",
      "subscription.activated",
      "subscription.cancelled",
      "subscription.charged",
      "subscription.completed",
      "subscription.halted",
      "subscription.paused",
      "subscription.pending",
      "subscription.resumed",
      "subscription.updated",
      "payment_link.partially_paid",
      "payment.dispute.under_review",
      "payment.dispute.action_required",
      "payout.initiated",
      "payout.updated",
      "payout.processed",
      "payout.failed",
      "payout.reversed",
      "payout.rejected",
    ],
  },
  open(context) {
    const [id = "", ...secret] = context.key.split(":");
    const api = openApi(razorpayClient, context, {
      base: "https://api.razorpay.com",
      headers: basic(id, secret.join(":")),
      secrets: secret,
    });
    const path = `/v2/accounts/${encodeURIComponent(settingOf(context, "account"))}/webhooks`;
    const at = (endpoint: Endpoint): string => `${path}/${encodeURIComponent(endpoint.id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { count: String(perPage), skip: "0" } },
        items: "items",
        next: ({ json }, call) => {
          const count = listAt(json, "items").length;
          const skip = String(Number(call.query?.["skip"] ?? 0) + count);
          return count === 0 ? undefined : { ...call, query: { ...call.query, skip } };
        },
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function fields({ url, types, secret }: WantedEndpoint): JsonObject {
  return { url, events: [...types], active: true, ...(secret !== undefined && { secret }) };
}

/** Events come as a list, or as an object of switches. */
function readWebhook(item: Json): Endpoint {
  const events = valueAt(item, "events") ?? [];
  const switches = Object.entries(events as object).flatMap(([name, isOn]) => (isOn === true ? [name] : []));
  const disabledAt = optionalTextAt(item, "disabled_at") ?? "0";
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: Array.isArray(events) ? events.map(String) : switches,
    status: valueAt(item, "active") === false || disabledAt !== "0" ? "disabled" : "enabled",
  };
}
