import { ConfigError } from "@hookyard/core";
import { optionalTextAt, textAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { perType } from "./per-type.ts";
import { restSubscriptions } from "./per-type-rest.ts";
import { basic, openApi } from "./rest.ts";

/**
 * Acuity Scheduling's webhooks of an account, 25 at most: one for each event. They are signed with the API key of the
 * account's main administrator. (Paths and fields read in third-party code, n8n; `status` from memory.)
 * @see https://developers.acuityscheduling.com/docs/webhooks
 */
export const acuityClient: ProviderClient = {
  provider: "acuity",
  name: "Acuity Scheduling",
  docs: "https://developers.acuityscheduling.com/docs/webhooks",
  permissions: "the main administrator's user id and API key, as id:key (Integrations > API)",
  settings: [],
  secret: { kind: "account", where: "Integrations > API: the API key" },
  subscriptions: {
    every: [
      "appointment.canceled",
      "appointment.changed",
      "appointment.rescheduled",
      "appointment.scheduled",
      "order.completed",
    ],
    // Those that are set in the account send the second word alone.
    nameOf: (type) => (type.includes(".") ? type : `appointment.${type}`),
  },
  open(context) {
    const [user = "", key = ""] = context.key.split(":", 2);
    if (user === "" || key === "")
      throw new ConfigError(`the API key of "${context.source}" is no user id:API key, which Acuity needs`);
    const api = openApi(acuityClient, context, {
      base: "https://acuityscheduling.com",
      headers: basic(user, key),
      secrets: [key],
    });
    const path = "/api/v1/webhooks";
    return {
      endpoints: perType(
        restSubscriptions(api, {
          list: { method: "GET", path },
          items: "",
          read: (item) => {
            const status = optionalTextAt(item, "status") ?? "active";
            return {
              id: textAt(item, "id"),
              type: textAt(item, "event"),
              url: textAt(item, "target"),
              status: status === "active" ? "enabled" : "disabled",
              ...(status !== "active" && { detail: status }),
            };
          },
          create: (type, { url }) => ({ method: "POST", path, json: { event: type, target: url } }),
          remove: (id) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
        }),
        { hasSecret: false },
      ),
    };
  },
};
