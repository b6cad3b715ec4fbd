import { ConfigError } from "@hookyard/core";
import { listAt, objectAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { basic, openApi } from "./rest.ts";

/**
 * Modern Treasury: endpoints are made in its dashboard alone; its events can be listed. (Paths and fields read in
 * modern-treasury 3.3.0.)
 * @see https://docs.moderntreasury.com/platform/reference/list-events
 */
export const modernTreasuryClient: ProviderClient = {
  provider: "modern-treasury",
  name: "Modern Treasury",
  docs: "https://docs.moderntreasury.com/platform/reference/list-events",
  permissions: "the organization's id and an API key that may read, as id:key",
  settings: [],
  secret: { kind: "account", where: "the endpoint's page in the dashboard: Webhook key" },
  subscriptions: { every: [], areChosen: false },
  open(context) {
    const [organization = "", ...key] = context.key.split(":");
    if (key.length === 0)
      throw new ConfigError(`the API key of "${context.source}" is organization:key, in one`);
    const api = openApi(modernTreasuryClient, context, {
      base: "https://app.moderntreasury.com",
      headers: basic(organization, key.join(":")),
      secrets: key,
    });
    return { deliveries: () => eventLog(api) };
  },
};

/** Behind a cursor that the answer's headers hold. */
function eventLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 30,
    hasBodies: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list its events",
          method: "GET",
          path: "/api/events",
          query: {
            per_page: "100",
            event_time_start: since.toISOString(),
            event_time_end: until.toISOString(),
            after_cursor: cursor,
          },
        },
        ({ json, header }) => {
          const next = header("x-after-cursor") ?? "";
          return {
            events: listAt(json, "").map((item) => {
              const id = textAt(item, "id");
              const [topic, event] = [textAt(item, "resource"), textAt(item, "event_name")];
              return {
                logId: id,
                providerId: id,
                type: `${topic}.${event}`,
                time: timeAt(item, "event_time"),
                request: requestOf(
                  { event, data: objectAt(item, "data") },
                  { "x-topic": topic, "x-event-id": id },
                ),
              };
            }),
            ...(next !== "" && { next }),
          };
        },
      ),
  };
}
