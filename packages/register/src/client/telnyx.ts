import { isTrueAt, listAt, objectAt, optionalListAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { bearer, openApi, settingOf } from "./rest.ts";

/**
 * The webhook of one messaging profile at Telnyx, and the account's webhook deliveries. What Telnyx signs with is a key
 * of the account, whose public half the API shows. (Paths and fields read in telnyx 7.24.0.)
 * @see https://developers.telnyx.com/api/messaging/update-messaging-profile
 */
export const telnyxClient: ProviderClient = {
  provider: "telnyx",
  name: "Telnyx",
  docs: "https://developers.telnyx.com/api/messaging/update-messaging-profile",
  permissions: "an API key (V2) of the account",
  settings: [
    { name: "messagingProfile", means: "its id; numbers and voice apps are set by hand", isRequired: true },
  ],
  secret: { kind: "given" },
  subscriptions: { every: [], areChosen: false },
  isSingle: true,
  open(context) {
    const api = openApi(telnyxClient, context, {
      base: "https://api.telnyx.com",
      headers: bearer(context.key),
    });
    const id = settingOf(context, "messagingProfile");
    const path = `/v2/messaging_profiles/${encodeURIComponent(id)}`;
    const set = (does: string, url: string): Promise<void> =>
      api.send(
        { does, method: "PATCH", path, json: { webhook_url: url, webhook_api_version: "2", enabled: true } },
        () => undefined,
      );
    const publicKey = (): Promise<string> =>
      api.send({ does: "read the public key", method: "GET", path: "/v2/public_key" }, ({ json }) =>
        textAt(json, "data.public"),
      );
    return {
      endpoints: {
        list: () =>
          api.send({ does: "read the messaging profile", method: "GET", path }, ({ json }) => {
            const profile = objectAt(json, "data");
            const url = optionalTextAt(profile, "webhook_url") ?? "";
            const version = optionalTextAt(profile, "webhook_api_version") ?? "2";
            const endpoint: Endpoint = {
              id: textAt(profile, "id"),
              url,
              types: [],
              status: isTrueAt(profile, "enabled") ? "enabled" : "failing",
              ...(!isTrueAt(profile, "enabled") && { detail: "the messaging profile is switched off" }),
              ...(version !== "2" && { faults: [`it sends version ${version} of the payloads`] }),
            };
            return url === "" ? [] : [endpoint];
          }),
        async create({ url }) {
          await set("set the webhook", url);
          return { endpoint: { id, url, types: [], status: "enabled" }, secret: await publicKey() };
        },
        update: (_endpoint, { url }) => set("set the webhook", url),
        remove: () => set("remove the webhook", ""),
        revealSecret: publicKey,
      },
      deliveries: () => deliveryLog(api),
    };
  },
};

/** Newest first, by page: what comes in between moves older ones to later pages, so that one may be read twice. */
function deliveryLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 30,
    hasBodies: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list webhook deliveries",
          method: "GET",
          path: "/v2/webhook_deliveries",
          query: {
            "filter[started_at][gte]": since.toISOString(),
            "filter[started_at][lte]": until.toISOString(),
            "page[number]": cursor ?? "1",
            "page[size]": "100",
          },
        },
        ({ json }) => {
          const page = Number(cursor ?? "1");
          const isLast = page >= Number(optionalTextAt(json, "meta.total_pages") ?? 1);
          return {
            events: listAt(json, "data").map((item) => {
              const webhook = objectAt(item, "webhook");
              const code = optionalTextAt(
                optionalListAt(item, "attempts").at(0) ?? {}, // the newest is first
                "http.response.status",
              );
              return {
                logId: textAt(item, "id"),
                providerId: textAt(webhook, "id"),
                type: textAt(webhook, "event_type"),
                time: timeAt(webhook, "occurred_at"),
                ...(optionalTextAt(item, "status") === "failed" && {
                  failure: code === undefined ? "no answer" : `answered ${code}`,
                }),
                request: requestOf({ data: webhook }),
              };
            }),
            ...(!isLast && { next: String(page + 1) }),
          };
        },
      ),
  };
}
