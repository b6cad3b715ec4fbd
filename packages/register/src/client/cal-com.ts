import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, listAt, objectAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

const perPage = 100;

/**
 * Cal.com's webhooks of a user (API v2).
 * @see https://cal.com/docs/api-reference/v2/webhooks/create-a-webhook
 */
export const calComClient: ProviderClient = {
  provider: "cal-com",
  name: "Cal.com",
  docs: "https://cal.com/docs/api-reference/v2/webhooks/create-a-webhook",
  permissions: "an API key of the user (cal_…)",
  settings: [{ name: "apiUrl", means: "self-hosted: https://cal.example/api", isRequired: false }],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "BOOKING_CANCELLED",
      "BOOKING_CREATED",
      "BOOKING_NO_SHOW_UPDATED",
      "BOOKING_PAID",
      "BOOKING_PAYMENT_INITIATED",
      "BOOKING_REJECTED",
      "BOOKING_REQUESTED",
      "BOOKING_RESCHEDULED",
      "FORM_SUBMITTED",
      "MEETING_ENDED",
      "MEETING_STARTED",
      "RECORDING_READY",
    ],
  },
  open(context) {
    const api = openApi(calComClient, context, {
      base: context.settings["apiUrl"] ?? "https://api.cal.com",
      headers: bearer(context.key),
    });
    const path = "/v2/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, types, secret }: WantedEndpoint): JsonObject => ({
      subscriberUrl: url,
      triggers: [...types],
      active: true,
      ...(secret !== undefined && { secret }),
    });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { take: String(perPage), skip: "0" } },
        items: "data",
        next: ({ json }, call) => {
          const count = listAt(json, "data").length;
          if (count === 0) return undefined; // a page may be shorter than asked for
          const skip = Number(call.query?.["skip"] ?? 0) + count;
          return { ...call, query: { ...call.query, skip: String(skip) } };
        },
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(objectAt(json, "data")) }),
        update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "subscriberUrl"),
    types: textsAt(item, "triggers"),
    status: isTrueAt(item, "active") ? "enabled" : "disabled",
  };
}
