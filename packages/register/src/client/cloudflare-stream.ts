import { textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { bearer, openApi, settingOf } from "./rest.ts";

/**
 * Cloudflare Stream's webhook of an account: one, whose secret Cloudflare makes and shows again.
 * @see https://developers.cloudflare.com/api/resources/stream/subresources/webhooks/
 */
export const cloudflareStreamClient: ProviderClient = {
  provider: "cloudflare-stream",
  name: "Cloudflare Stream",
  docs: "https://developers.cloudflare.com/api/resources/stream/subresources/webhooks/",
  permissions: "an API token with Stream: Edit on the account",
  settings: [{ name: "account", means: "its id", isRequired: true }],
  secret: { kind: "given" },
  subscriptions: { every: [], areChosen: false },
  isSingle: true,
  open(context) {
    const account = encodeURIComponent(settingOf(context, "account"));
    const path = `/client/v4/accounts/${account}/stream/webhook`;
    const api = openApi(cloudflareStreamClient, context, {
      base: "https://api.cloudflare.com",
      headers: bearer(context.key),
    });
    const endpointAt = (url: string): Endpoint => ({ id: "webhook", url, types: [], status: "enabled" });
    const put = (url: string): Promise<string> =>
      api.send({ does: "set the webhook", method: "PUT", path, json: { notificationUrl: url } }, ({ json }) =>
        textAt(json, "result.secret"),
      );
    return {
      endpoints: {
        list: () =>
          api.send({ does: "read the webhook", method: "GET", path, accepts: [404] }, ({ status, json }) => {
            if (status === 404) return [];
            return [endpointAt(textAt(json, "result.notificationUrl"))];
          }),
        create: async ({ url }) => ({ secret: await put(url), endpoint: endpointAt(url) }),
        update: async (_endpoint, { url }) => {
          await put(url);
        },
        remove: () =>
          api.send({ does: "remove the webhook", method: "DELETE", path, accepts: [404] }, () => undefined),
        revealSecret: () =>
          api.send({ does: "read the webhook's secret", method: "GET", path }, ({ json }) =>
            textAt(json, "result.secret"),
          ),
      },
    };
  },
};
