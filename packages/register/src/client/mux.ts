import { ConfigError, type Json } from "@hookyard/core";
import { listAt, objectAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { sameUrl } from "../registration/plan.ts";
import { basic, openApi, restEndpoints } from "./rest.ts";

/**
 * Mux's webhooks of the access token's environment, which hear of everything. A secret is told once, and two webhooks
 * cannot have one address: while a new one takes the place of another, that one gets a query behind its own.
 * (Paths and fields read in @mux/mux-node 15.3.0.)
 * @see https://www.mux.com/docs/core/manage-webhooks
 */
export const muxClient: ProviderClient = {
  provider: "mux",
  name: "Mux",
  docs: "https://www.mux.com/docs/core/manage-webhooks",
  permissions: "an access token of the environment with System: read and write, as id:secret",
  settings: [],
  secret: { kind: "given" },
  subscriptions: { every: [], areChosen: false },
  open(context) {
    const [id = "", ...secret] = context.key.split(":");
    if (id === "" || secret.length === 0)
      throw new ConfigError(`the API key of "${context.source}" is no id:secret, which Mux's API needs`);
    const api = openApi(muxClient, context, {
      base: "https://api.mux.com",
      headers: basic(id, secret.join(":")),
      secrets: secret,
    });
    const path = "/system/v1/webhooks";
    const at = (id: string): string => `${path}/${encodeURIComponent(id)}`;
    const rest = restEndpoints(api, {
      list: { method: "GET", path, query: { limit: "100", page: "1" } },
      items: "data",
      // How many there are is not told: the last page is the empty one.
      next: ({ json }, call) =>
        listAt(json, "data").length === 0
          ? undefined
          : { ...call, query: { ...call.query, page: String(Number(call.query?.["page"]) + 1) } },
      read: readWebhook,
      create: ({ url }) => ({ method: "POST", path, json: { address: url } }),
      created: ({ json }) => ({
        endpoint: readWebhook(objectAt(json, "data")),
        secret: textAt(json, "data.signing_secret"),
      }),
      update: (endpoint, { url }) => ({
        method: "PATCH",
        path: at(endpoint.id),
        json: { address: url, enabled: true },
      }),
      remove: (endpoint) => ({ method: "DELETE", path: at(endpoint.id) }),
    });
    const create: EndpointApi["create"] = async (wanted) => {
      const old = (await rest.list()).find(({ url }) => sameUrl(url, wanted.url));
      if (old !== undefined) {
        const aside = new URL(wanted.url);
        aside.searchParams.set("replaced", old.id);
        await api.send(
          {
            does: "make room for the new webhook",
            method: "PATCH",
            path: at(old.id),
            json: { address: aside.href },
          },
          () => undefined,
        );
      }
      return rest.create(wanted);
    };
    return { endpoints: { ...rest, create } };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "address"),
    types: [],
    status: valueAt(item, "enabled") === false ? "disabled" : "enabled",
  };
}
