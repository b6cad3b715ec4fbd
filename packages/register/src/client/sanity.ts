import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, optionalListAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";
import { sanityMessages } from "./sanity-messages.ts";

/**
 * Sanity's webhooks of a project, driven by GROQ, and the messages of one that failed.
 * @see https://www.sanity.io/docs/http-reference/webhooks
 */
export const sanityClient: ProviderClient = {
  provider: "sanity",
  name: "Sanity",
  docs: "https://www.sanity.io/docs/http-reference/webhooks",
  permissions:
    "an auth token of the project with the role Administrator, or a robot token with Deploy Studio",
  settings: [
    { name: "project", means: "its id", isRequired: true },
    { name: "dataset", means: "default: all (*)", isRequired: false },
    { name: "filter", means: "a GROQ filter: _type == 'post'", isRequired: false },
    {
      name: "projection",
      means: "a GROQ projection of what is sent; default: the whole document",
      isRequired: false,
    },
  ],
  secret: { kind: "chosen" },
  subscriptions: { every: ["create", "delete", "update"] },
  open(context) {
    const { dataset = "*", filter = "", projection = "" } = context.settings;
    const path = `/v2021-10-04/hooks/projects/${encodeURIComponent(settingOf(context, "project"))}`;
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const api = openApi(sanityClient, context, {
      base: "https://api.sanity.io",
      headers: bearer(context.key),
    });
    const fields = ({ url, types, secret, description }: WantedEndpoint): JsonObject => ({
      type: "document",
      name: description,
      url,
      dataset,
      httpMethod: "POST",
      apiVersion: "v2021-03-25",
      isDisabledByUser: false,
      rule: { on: [...types], filter, projection },
      ...(secret !== undefined && { secret }),
    });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "",
        read: (item) => (optionalTextAt(item, "type") === "document" ? readWebhook(item) : undefined),
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
      deliveries: (id) => sanityMessages(api, `${path}/${encodeURIComponent(id ?? "")}`),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  const isOff = isTrueAt(item, "isDisabled") || isTrueAt(item, "isDisabledByUser");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: optionalListAt(item, "rule.on").map(String),
    status: isOff ? "disabled" : "enabled",
    ...(optionalTextAt(item, "httpMethod") === "POST" ? {} : { faults: ["it does not send POST"] }),
  };
}
