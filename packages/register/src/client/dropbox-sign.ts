import { optionalTextAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { basic, openApi } from "./rest.ts";

/**
 * Dropbox Sign's callback of an account: one URL, for everything, signed with the account's API key. Dropbox Sign posts
 * a test event while it is set. (Paths and fields read in @dropbox/sign 1.11.0.)
 * @see https://developers.hellosign.com/api/reference/operation/accountUpdate/
 */
export const dropboxSignClient: ProviderClient = {
  provider: "dropbox-sign",
  name: "Dropbox Sign",
  docs: "https://developers.hellosign.com/api/reference/operation/accountUpdate/",
  permissions: "the account's API key, which also signs what is sent",
  settings: [],
  // Its test is signed already, so the secret has to be known before the URL is set.
  secret: { kind: "account", where: "the API key itself: set it as the source's secret before you register" },
  subscriptions: { every: [], areChosen: false },
  isSingle: true,
  notes: "Dropbox Sign posts a test to the URL while it is set: Hookyard has to be reachable there.",
  open(context) {
    const api = openApi(dropboxSignClient, context, {
      base: "https://api.hellosign.com",
      headers: basic(context.key, ""),
    });
    const path = "/v3/account";
    const endpointAt = (id: string, url: string): Endpoint => ({ id, url, types: [], status: "enabled" });
    const set = (does: string, url: string): Promise<string> =>
      api.send({ does, method: "PUT", path, json: { callback_url: url } }, ({ json }) =>
        textAt(json, "account.account_id"),
      );
    return {
      endpoints: {
        list: () =>
          api.send({ does: "read the account's callback", method: "GET", path }, ({ json }) => {
            const url = optionalTextAt(json, "account.callback_url") ?? "";
            const id = textAt(json, "account.account_id");
            return url === "" ? [] : [endpointAt(id, url)];
          }),
        create: async ({ url }) => ({ endpoint: endpointAt(await set("set the callback", url), url) }),
        update: async (_endpoint, { url }) => {
          await set("set the callback", url);
        },
        remove: async () => {
          await set("remove the callback", "");
        },
      },
    };
  },
};
