import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { isTrueAt, objectAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints, settingOf } from "./rest.ts";
import { trelloActions } from "./trello-actions.ts";

/**
 * Trello's webhooks of a token on one model: a board, list, card, member or organisation. They hear everything that
 * happens to it, and are signed with the app's secret. Trello asks the URL with a HEAD while one is made.
 * @see https://developer.atlassian.com/cloud/trello/rest/api-group-webhooks/
 */
export const trelloClient: ProviderClient = {
  provider: "trello",
  name: "Trello",
  docs: "https://developer.atlassian.com/cloud/trello/rest/api-group-webhooks/",
  permissions: "the app's API key and a token with read on the model, as key:token",
  settings: [
    { name: "model", means: "the id of the board, list, card, member or organisation", isRequired: true },
    {
      name: "modelType",
      means: "for reconcile: board (default), list, card, organization or member",
      isRequired: false,
    },
  ],
  secret: { kind: "account", where: "https://trello.com/power-ups/admin, your app > API key > Secret" },
  subscriptions: { every: [], areChosen: false },
  notes: "Trello asks the URL for an answer while the webhook is made: Hookyard has to be reachable there.",
  open(context) {
    const model = settingOf(context, "model");
    const [key = "", token = ""] = context.key.split(":");
    if (token === "") throw new ConfigError(`the API key of "${context.source}" is key:token, in one`);
    const api = openApi(trelloClient, context, {
      base: "https://api.trello.com",
      headers: { authorization: `OAuth oauth_consumer_key="${key}", oauth_token="${token}"` },
      secrets: [key, token],
    });
    const path = "/1/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, description }: WantedEndpoint): JsonObject => ({
      callbackURL: url,
      idModel: model,
      description,
      active: true,
    });
    const actions = trelloActions(api, context.settings["modelType"] ?? "board", model);
    return {
      ...(actions !== undefined && { deliveries: () => actions }),
      endpoints: restEndpoints(api, {
        list: { method: "GET", path: `/1/tokens/${encodeURIComponent(token)}/webhooks` },
        items: "",
        read: (item) => (textAt(item, "idModel") === model ? readWebhook(item) : undefined),
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(objectAt(json, "")) }),
        update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  const failures = Number(optionalTextAt(item, "consecutiveFailures") ?? 0);
  return {
    id: textAt(item, "id"),
    url: textAt(item, "callbackURL"),
    types: [],
    status: isTrueAt(item, "active") ? "enabled" : "disabled",
    ...(failures > 0 && { detail: `${failures} failures in a row` }),
  };
}
