import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { objectAt, optionalListAt, optionalTextAt, textAt, textsAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/** Together they are all that is sent. */
const families = ["AGREEMENT_ALL", "LIBRARY_DOCUMENT_ALL", "MEGASIGN_ALL", "WIDGET_ALL"];

/**
 * Adobe Acrobat Sign's webhooks of an account, a group's or a user's. Their URL is fixed; their events are changed by
 * who has seen the last version. Sign asks the URL with the application's client id while one is made.
 * @see https://developer.adobe.com/acrobat-sign/docs/overview/developer_guide/webhookapis
 */
export const adobeSignClient: ProviderClient = {
  provider: "adobe-sign",
  name: "Adobe Acrobat Sign",
  docs: "https://developer.adobe.com/acrobat-sign/docs/overview/developer_guide/webhookapis",
  permissions:
    "an access token of the application with webhook_read, webhook_write and webhook_delete, of an admin of the account (of the user, where scope is USER)",
  settings: [
    { name: "shard", means: "where the account lives: na1 of secure.na1.adobesign.com", isRequired: true },
    { name: "scope", means: "ACCOUNT (default), GROUP or USER", isRequired: false },
  ],
  secret: {
    kind: "account",
    where: "Acrobat Sign API > API Applications > your application: the client id",
  },
  subscriptions: { every: ["*"] },
  urlIsFixed: true,
  notes:
    "Acrobat Sign asks the URL for the client id when the webhook is made: set the source's secret before.",
  open(context) {
    const shard = settingOf(context, "shard");
    if (!/^[a-z]{2}\d+$/.test(shard))
      throw new ConfigError(
        `the setting shard of "${context.source}" is na1, eu1 …, of the account's address secure.na1.adobesign.com`,
      );
    const api = openApi(adobeSignClient, context, {
      base: `https://api.${shard}.adobesign.com`,
      headers: bearer(context.key),
    });
    return { endpoints: webhooks(api, context.settings["scope"] ?? "ACCOUNT") };
  },
};

function webhooks(api: ApiClient, scope: string): EndpointApi {
  const path = "/api/rest/v6/webhooks";
  const at = ({ id }: Pick<Endpoint, "id">): string => `${path}/${encodeURIComponent(id)}`;
  /** The webhook, and the version of it that a change has to name. */
  const newest = (endpoint: Endpoint): Promise<{ readonly webhook: JsonObject; readonly version: string }> =>
    api.send({ does: "read the webhook", method: "GET", path: at(endpoint) }, ({ json, header }) => ({
      webhook: objectAt(json, ""),
      version: header("etag") ?? "",
    }));
  const put = (to: string, version: string, json: JsonObject): Promise<void> =>
    api.send(
      { does: "change the webhook", method: "PUT", path: to, json, headers: { "if-match": version } },
      () => undefined,
    );
  const rest = restEndpoints(api, {
    list: { method: "GET", path, query: { showInactiveWebhooks: "true", pageSize: "100" } },
    items: ({ json }) => {
      objectAt(json, "page");
      return optionalListAt(json, "userWebhookList"); // absent where there is none, as far as is known
    },
    next: ({ json }, call) => {
      const cursor = optionalTextAt(json, "page.nextCursor")?.trim() ?? "";
      return cursor === "" ? undefined : { ...call, query: { ...call.query, cursor } };
    },
    // One that belongs to a shared endpoint of the account's has no URL of its own.
    read: (item) => (valueAt(item, "webhookUrlInfo.url") === undefined ? undefined : readWebhook(item)),
    create: ({ url, types, description }) => ({
      method: "POST",
      path,
      json: {
        name: description,
        scope,
        state: "ACTIVE",
        webhookSubscriptionEvents: eventsOf(types),
        webhookUrlInfo: { url },
        // Without it an agreement comes as its id alone.
        webhookConditionalParams: {
          webhookAgreementEvents: { includeDetailedInfo: true, includeParticipantsInfo: true },
        },
      },
    }),
    created: ({ json }) => ({
      endpoint: { id: textAt(json, "id"), url: "", types: [], status: "enabled" },
    }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
  });
  return {
    ...rest,
    async update(endpoint, { types }) {
      const { webhook, version } = await newest(endpoint);
      await put(at(endpoint), version, { ...webhook, webhookSubscriptionEvents: eventsOf(types) });
      if (valueAt(webhook, "status") === "ACTIVE") return;
      await put(`${at(endpoint)}/state`, (await newest(endpoint)).version, { state: "ACTIVE" });
    },
  };
}

function eventsOf(types: readonly string[]): string[] {
  return types.includes("*") ? families : [...types];
}

function readWebhook(item: Json): Endpoint {
  const events = textsAt(item, "webhookSubscriptionEvents");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "webhookUrlInfo.url"),
    types: families.every((name) => events.includes(name)) ? ["*"] : events,
    status: textAt(item, "status") === "ACTIVE" ? "enabled" : "disabled",
  };
}
