import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { isTrueAt, optionalListAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * Adyen's standard webhooks of a merchant account (Management API v3). They choose no types. The HMAC key is made by
 * a call of its own, and shown once.
 * @see https://docs.adyen.com/api-explorer/Management/3/post/merchants/(merchantId)/webhooks
 */
export const adyenClient: ProviderClient = {
  provider: "adyen",
  name: "Adyen",
  docs: "https://docs.adyen.com/api-explorer/Management/3/overview",
  permissions: "an API credential with the role Management API: Webhooks read and write",
  settings: [
    { name: "merchantAccount", means: "its id", isRequired: true },
    { name: "environment", means: "live (default) or test", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: { every: [], areChosen: false },
  open(context) {
    const { merchantAccount, environment } = context.settings;
    if (merchantAccount === undefined)
      throw new ConfigError(`the source "${context.source}" needs the setting merchantAccount`);
    const host = environment === "test" ? "management-test" : "management-live";
    const api = openApi(adyenClient, context, {
      base: `https://${host}.adyen.com`,
      headers: { "x-api-key": context.key },
    });
    const path = `/v3/merchants/${encodeURIComponent(merchantAccount)}/webhooks`;
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const endpoints = restEndpoints(api, {
      list: { method: "GET", path, query: { pageSize: "100" } },
      items: ({ json }) => optionalListAt(json, "data"),
      next: ({ json }) => {
        const next = optionalTextAt(json, "_links.next.href");
        return next === undefined ? undefined : { method: "GET", path: next };
      },
      read: (item) => (textAt(item, "type") === "standard" ? readWebhook(item) : undefined),
      create: (wanted) => ({ method: "POST", path, json: { type: "standard", ...fields(wanted) } }),
      created: ({ json }) => ({ endpoint: readWebhook(json) }),
      update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
      remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      rotate: (endpoint) => ({ method: "POST", path: `${at(endpoint)}/generateHmac` }),
      secretIn: ({ json }) => textAt(json, "hmacKey"),
    });
    return { endpoints: withFirstSecret(endpoints) };
  },
};

/** A new endpoint signs with nothing until a key has been made for it. */
function withFirstSecret(endpoints: EndpointApi): EndpointApi {
  return {
    ...endpoints,
    async create(wanted) {
      const { endpoint } = await endpoints.create(wanted);
      const secret = await endpoints.rotateSecret?.(endpoint);
      return { endpoint, ...(secret !== undefined && { secret }) };
    },
  };
}

function fields({ url, description }: WantedEndpoint): JsonObject {
  return { url, active: true, communicationFormat: "json", acceptsSelfSignedCertificate: false, description };
}

function readWebhook(item: Json): Endpoint {
  const format = optionalTextAt(item, "communicationFormat");
  const isFailing = isTrueAt(item, "hasError");
  const working = isFailing ? "failing" : "enabled";
  const faults = [
    ...(format !== undefined && format !== "json" ? [`its format is ${format}`] : []),
    ...(valueAt(item, "acceptsSelfSignedCertificate") === true ? ["it takes any certificate"] : []),
  ];
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: [],
    status: isTrueAt(item, "active") ? working : "disabled",
    ...(isFailing && { detail: "the last deliveries failed" }),
    ...(faults.length > 0 && { faults }),
  };
}
