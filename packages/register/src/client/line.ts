import { isTrueAt, optionalTextAt, textAt } from "../api/answer.ts";
import { ApiError } from "../api/api-error.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { bearer, openApi } from "./rest.ts";

/**
 * LINE's webhook of a channel: one, which the API can point elsewhere. Switching it on or off is for the console.
 * (Paths and fields read in @line/bot-sdk 11.0.0.)
 * @see https://developers.line.biz/en/reference/messaging-api/#set-webhook-endpoint-url
 */
export const lineClient: ProviderClient = {
  provider: "line",
  name: "LINE",
  docs: "https://developers.line.biz/en/reference/messaging-api/#set-webhook-endpoint-url",
  permissions: "the channel's access token",
  settings: [],
  secret: {
    kind: "account",
    where: "the LINE Developers console, your channel > Basic settings > Channel secret",
  },
  subscriptions: { every: [], areChosen: false },
  isSingle: true,
  notes: "Use webhook and Webhook redelivery are switched on in the console, under Messaging API.",
  open(context) {
    const api = openApi(lineClient, context, { base: "https://api.line.me", headers: bearer(context.key) });
    const path = "/v2/bot/channel/webhook/endpoint";
    const set = (url: string): Promise<void> =>
      api.send({ does: "set the webhook", method: "PUT", path, json: { endpoint: url } }, () => undefined);
    return {
      endpoints: {
        list: () =>
          api.send({ does: "read the webhook", method: "GET", path, accepts: [404] }, ({ status, json }) => {
            if (status === 404 || optionalTextAt(json, "endpoint") === "") return [];
            const endpoint: Endpoint = {
              id: "webhook",
              url: textAt(json, "endpoint"),
              types: [],
              status: "enabled",
              ...(!isTrueAt(json, "active") && {
                status: "failing",
                detail: "Use webhook is off in the console",
              }),
            };
            return [endpoint];
          }),
        async create({ url }) {
          await set(url);
          return { endpoint: { id: "webhook", url, types: [], status: "enabled" } };
        },
        update: (_endpoint, { url }) => set(url),
        remove: async () => {
          const message =
            "LINE: cannot remove the webhook: its API does not. Switch Use webhook off in the console";
          throw new ApiError("api_refused", "LINE", message);
        },
      },
    };
  },
};
