import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { isTrueAt, optionalTextAt, textAt, textsAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { coinbaseCdpEvents } from "./coinbase-cdp-events.ts";
import { withCoinbaseJwt } from "./coinbase-jwt.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * Coinbase Developer Platform's subscriptions of a project. The secret is Coinbase's, shown again, and not renewed: a
 * rotation makes a second subscription. Types of some products ask for rights of their own, those on a chain and of
 * health for labels: everything at once may be refused. (Fields as in Coinbase's library, which is generated.)
 * @see https://docs.cdp.coinbase.com/api-reference/v2/rest-api/webhooks/create-webhook-subscription
 */
export const coinbaseCdpClient: ProviderClient = {
  provider: "coinbase-cdp",
  name: "Coinbase Developer Platform",
  docs: "https://docs.cdp.coinbase.com/api-reference/v2/rest-api/webhooks/create-webhook-subscription",
  permissions: "a secret API key of the project, as id:secret (Ed25519 in base64, or ECDSA as PEM)",
  settings: [
    {
      name: "labels",
      means:
        "which activity on a chain: network=base-mainnet,contract_address=0x…,event_name=Transfer; or whose health: service=webhooks",
      isRequired: false,
    },
  ],
  secret: { kind: "given" },
  subscriptions: { every: coinbaseCdpEvents },
  open(context) {
    const base = "https://api.cdp.coinbase.com";
    const labels = labelsOf(context.settings["labels"] ?? "", context.source);
    const api = withCoinbaseJwt(
      openApi(coinbaseCdpClient, context, {
        base,
        headers: {},
        secrets: [context.key.slice(context.key.indexOf(":") + 1)],
      }),
      base,
      context,
    );
    const path = "/platform/v2/data/webhooks/subscriptions";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, types, description }: WantedEndpoint): JsonObject => ({
      description,
      eventTypes: [...types],
      isEnabled: true,
      target: { url },
      ...(Object.keys(labels).length > 0 && { labels }),
    });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { pageSize: "100" } },
        items: "subscriptions",
        next: ({ json }, call) => {
          const pageToken = optionalTextAt(json, "nextPageToken") ?? "";
          return pageToken === "" ? undefined : { ...call, query: { ...call.query, pageToken } };
        },
        read: (item) => readSubscription(item, labels),
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readSubscription(json, labels), secret: secretIn(json) }),
        update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
        reveal: (endpoint) => ({ method: "GET", path: at(endpoint) }),
        secretIn: ({ json }) => secretIn(json),
      }),
    };
  },
};

/** `name=value` pairs. Throws `ConfigError`. */
function labelsOf(text: string, source: string): Readonly<Record<string, string>> {
  const pairs = text
    .split(",")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new ConfigError(`the setting labels of "${source}" is not name=value,name=value`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** Older answers have it among the metadata. */
function secretIn(json: Json): string {
  return optionalTextAt(json, "secret") ?? textAt(json, "metadata.secret");
}

function readSubscription(item: Json, labels: Readonly<Record<string, string>>): Endpoint {
  const there = new Map(Object.entries(valueAt(item, "labels") ?? {})); // names may have dots: params.from
  const isOther = Object.entries(labels).some(([name, value]) => there.get(name) !== value);
  return {
    id: textAt(item, "subscriptionId"),
    url: textAt(item, "target.url"),
    types: textsAt(item, "eventTypes"),
    status: isTrueAt(item, "isEnabled") ? "enabled" : "disabled",
    ...(isOther && { faults: ["its labels are others"] }),
  };
}
