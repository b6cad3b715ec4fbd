import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, objectAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Smartsheet's webhooks of one sheet, which hear everything. One is made switched off; switching it on has Smartsheet
 * ask the URL for an answer. The shared secret is shown to its owner and can be reset.
 * @see https://developers.smartsheet.com/api/smartsheet/openapi/webhooks
 */
export const smartsheetClient: ProviderClient = {
  provider: "smartsheet",
  name: "Smartsheet",
  docs: "https://developers.smartsheet.com/api/smartsheet/openapi/webhooks",
  permissions: "an access token with ADMIN_WEBHOOKS of somebody who may read the sheet",
  settings: [
    { name: "sheet", means: "its id", isRequired: true },
    { name: "region", means: "us (default) or eu", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: { every: [], areChosen: false },
  urlIsFixed: true,
  notes:
    "Smartsheet asks the URL for an answer when the webhook is switched on: Hookyard has to be reachable there.",
  open(context) {
    const host = context.settings["region"] === "eu" ? "api.smartsheet.eu" : "api.smartsheet.com";
    const api = openApi(smartsheetClient, context, { base: `https://${host}`, headers: bearer(context.key) });
    return { endpoints: webhooks(api, settingOf(context, "sheet")) };
  },
};

function webhooks(api: ApiClient, sheet: string): EndpointApi {
  const path = "/2.0/webhooks";
  const at = ({ id }: Pick<Endpoint, "id">): string => `${path}/${encodeURIComponent(id)}`;
  const fields = ({ url, description }: WantedEndpoint): JsonObject => ({
    name: description,
    callbackUrl: url,
    scope: "sheet",
    scopeObjectId: Number(sheet),
    events: ["*.*"],
    version: 1,
  });
  const rest = restEndpoints(api, {
    list: { method: "GET", path, query: { pageSize: "100", page: "1" } },
    items: "data",
    next: ({ json }, call) => {
      const page = Number(call.query?.["page"] ?? 1);
      const isLast = page >= Number(optionalTextAt(json, "totalPages") ?? 1);
      return isLast ? undefined : { ...call, query: { ...call.query, page: String(page + 1) } };
    },
    read: (item) => (optionalTextAt(item, "scopeObjectId") === sheet ? readWebhook(item) : undefined),
    create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
    created: ({ json }) => ({
      endpoint: readWebhook(objectAt(json, "result")),
      secret: textAt(json, "result.sharedSecret"),
    }),
    update: (endpoint) => ({ method: "PUT", path: at(endpoint), json: { enabled: true } }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
    reveal: (endpoint) => ({ method: "GET", path: at(endpoint) }),
    rotate: (endpoint) => ({ method: "POST", path: `${at(endpoint)}/resetsharedsecret` }),
    secretIn: ({ json }) => optionalTextAt(json, "sharedSecret") ?? textAt(json, "result.sharedSecret"),
  });
  return {
    ...rest,
    async create(wanted) {
      const created = await rest.create(wanted);
      await rest.update(created.endpoint, wanted);
      return created;
    },
  };
}

function readWebhook(item: Json): Endpoint {
  const why = optionalTextAt(item, "disabledDetails");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "callbackUrl"),
    types: [],
    status: isTrueAt(item, "enabled") ? "enabled" : "disabled",
    ...(why !== undefined && { detail: why }),
  };
}
