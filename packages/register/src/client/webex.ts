import type { ProviderClient } from "../endpoint/endpoint.ts";
import { optionalTextAt, textAt } from "../api/answer.ts";
import { perType } from "./per-type.ts";
import { restSubscriptions } from "./per-type-rest.ts";
import { bearer, nextByLink, openApi } from "./rest.ts";

/**
 * Webex's webhooks of a person, a bot or a service app: one for each resource and event. One whose deliveries fail
 * becomes inactive, and is made anew. (Fields read in third-party code, n8n.)
 * @see https://developer.webex.com/docs/api/v1/webhooks
 */
export const webexClient: ProviderClient = {
  provider: "webex",
  name: "Cisco Webex",
  docs: "https://developer.webex.com/docs/api/v1/webhooks",
  permissions:
    "an access token of a bot, or of a person with the read scope of each resource: spark:messages_read, meeting:schedules_read …",
  settings: [],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "attachmentActions.created",
      "meetingParticipants.joined",
      "meetingParticipants.left",
      "meetings.created",
      "meetings.deleted",
      "meetings.ended",
      "meetings.started",
      "meetings.updated",
      "memberships.created",
      "memberships.deleted",
      "memberships.updated",
      "messages.created",
      "messages.deleted",
      "messages.updated",
      "recordings.created",
      "recordings.deleted",
      "recordings.updated",
      "rooms.created",
      "rooms.updated",
    ],
  },
  open(context) {
    const api = openApi(webexClient, context, {
      base: "https://webexapis.com",
      headers: bearer(context.key),
    });
    const path = "/v1/webhooks";
    return {
      endpoints: perType(
        restSubscriptions(api, {
          list: { method: "GET", path, query: { max: "100" } },
          items: "items",
          next: nextByLink,
          read: (item) => {
            const status = optionalTextAt(item, "status") ?? "active";
            return {
              id: textAt(item, "id"),
              type: `${textAt(item, "resource")}.${textAt(item, "event")}`,
              url: textAt(item, "targetUrl"),
              status: status === "active" ? "enabled" : "disabled",
              ...(status !== "active" && { detail: `${status} after failures` }),
            };
          },
          create: (type, { url, secret, description }) => {
            const [resource = "", event = ""] = type.split(".");
            return {
              method: "POST",
              path,
              json: {
                name: description,
                targetUrl: url,
                resource,
                event,
                ...(secret !== undefined && { secret }),
              },
            };
          },
          remove: (id) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
        }),
        { hasSecret: true },
      ),
    };
  },
};
