import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, listAt, optionalListAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { lithicEvents } from "./lithic-events.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * Lithic's event subscriptions, and the program's events. The secret is made by Lithic, shown again and rotated. No `event_types` means all.
 * (Paths and fields read in lithic 0.145.0.)
 * @see https://docs.lithic.com/docs/events-api
 */
export const lithicClient: ProviderClient = {
  provider: "lithic",
  name: "Lithic",
  docs: "https://docs.lithic.com/docs/events-api",
  permissions: "an API key of the program",
  settings: [{ name: "environment", means: "production (default) or sandbox", isRequired: false }],
  secret: { kind: "given" },
  subscriptions: { every: ["*"] },
  open(context) {
    const host = context.settings["environment"] === "sandbox" ? "sandbox.lithic.com" : "api.lithic.com";
    const api = openApi(lithicClient, context, {
      base: `https://${host}`,
      headers: { authorization: context.key },
    });
    return { endpoints: subscriptions(api), deliveries: (id) => lithicEvents(api, id) };
  },
};

function subscriptions(api: ApiClient): EndpointApi {
  const path = "/v1/event_subscriptions";
  const at = ({ id }: Pick<Endpoint, "id">): string => `${path}/${encodeURIComponent(id)}`;
  const reveal = ({ id }: Pick<Endpoint, "id">): Promise<string> =>
    api.send(
      { does: "read the subscription's secret", method: "GET", path: `${at({ id })}/secret` },
      ({ json }) => textAt(json, "secret"),
    );
  const rest = restEndpoints(api, {
    list: { method: "GET", path, query: { page_size: "100" } },
    items: "data",
    next: ({ json }, call) => {
      const last = listAt(json, "data").at(-1);
      if (!isTrueAt(json, "has_more") || last === undefined) return undefined;
      return { ...call, query: { ...call.query, starting_after: textAt(last, "token") } };
    },
    read: readSubscription,
    create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
    created: ({ json }) => ({ endpoint: readSubscription(json) }),
    update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
  });
  return {
    ...rest,
    async create(wanted) {
      const { endpoint } = await rest.create(wanted);
      return { endpoint, secret: await reveal(endpoint) };
    },
    revealSecret: reveal,
    async rotateSecret(endpoint) {
      await api.send(
        { does: "rotate the subscription's secret", method: "POST", path: `${at(endpoint)}/secret/rotate` },
        () => undefined,
      );
      return reveal(endpoint);
    },
  };
}

function fields({ url, types, description }: WantedEndpoint): JsonObject {
  return { url, description, disabled: false, event_types: types.includes("*") ? null : [...types] };
}

function readSubscription(item: Json): Endpoint {
  const types = optionalListAt(item, "event_types").map(String);
  return {
    id: textAt(item, "token"),
    url: textAt(item, "url"),
    types: types.length === 0 ? ["*"] : types,
    status: isTrueAt(item, "disabled") ? "disabled" : "enabled",
  };
}
