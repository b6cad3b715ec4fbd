import type { Json } from "@hookyard/core";
import { isTrueAt, listAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { openApi, settingOf } from "./rest.ts";

/**
 * Meta's subscriptions of an app: one for each object (`page`), with its fields (`feed`). Those at one URL are one
 * endpoint. Meta asks the URL for an answer while one is made, with the verify token of the source's settings.
 * @see https://developers.facebook.com/docs/graph-api/reference/app/subscriptions
 */
export const metaClient: ProviderClient = {
  provider: "meta",
  name: "Meta",
  docs: "https://developers.facebook.com/docs/graph-api/reference/app/subscriptions",
  permissions: "the app's secret; what an object's fields need is granted to the app in its review",
  settings: [
    { name: "app", means: "its id", isRequired: true },
    { name: "verifyToken", means: "a word of your choice that Meta says when it asks", isRequired: true },
    { name: "apiVersion", means: "of the Graph API; default v23.0", isRequired: false },
  ],
  secret: { kind: "account", where: "the app's dashboard > App settings > Basic: App secret" },
  subscriptions: {
    every: [
      "instagram.comments",
      "instagram.mentions",
      "instagram.message_reactions",
      "instagram.messages",
      "page.feed",
      "page.leadgen",
      "page.message_deliveries",
      "page.message_echoes",
      "page.message_reads",
      "page.messages",
      "page.messaging_postbacks",
      "whatsapp_business_account.account_update",
      "whatsapp_business_account.message_template_status_update",
      "whatsapp_business_account.messages",
      "whatsapp_business_account.phone_number_quality_update",
    ],
    // What a page or account said itself comes with Instagram's messages, and for pages under a field of its own.
    nameOf: (type) => {
      if (type === "instagram.message_echoes") return "instagram.messages";
      return type.includes(".") ? type : undefined;
    },
  },
  notes: "Meta asks the URL for an answer while a subscription is made: Hookyard has to be reachable there.",
  open(context) {
    const app = settingOf(context, "app");
    const { apiVersion = "v23.0" } = context.settings;
    const api = openApi(metaClient, context, {
      base: "https://graph.facebook.com",
      headers: { authorization: `Bearer ${app}|${context.key}` },
      secrets: [settingOf(context, "verifyToken")],
    });
    const path = `/${encodeURIComponent(apiVersion)}/${encodeURIComponent(app)}/subscriptions`;
    return { endpoints: subscriptions(api, path, settingOf(context, "verifyToken")) };
  },
};

interface Subscription {
  readonly object: string;
  readonly url: string;
  readonly fields: readonly string[];
  readonly isActive: boolean;
}

function subscriptions(api: ApiClient, path: string, verifyToken: string): EndpointApi {
  const all = (): Promise<readonly Subscription[]> =>
    api.send({ does: "list its subscriptions", method: "GET", path }, ({ json }) =>
      listAt(json, "data").map(readSubscription),
    );
  const put = async ({ url, types }: WantedEndpoint): Promise<void> => {
    for (const [object, fields] of byObject(types))
      await api.send(
        {
          does: "subscribe",
          method: "POST",
          path,
          json: { object, callback_url: url, verify_token: verifyToken, fields: fields.join(",") },
          isRepeatable: true,
        },
        () => undefined,
      );
  };
  const unsubscribe = (object: string): Promise<void> =>
    api.send({ does: "unsubscribe", method: "DELETE", path, query: { object } }, () => undefined);
  return {
    async list() {
      const found = await all();
      return [...new Set(found.map(({ url }) => url))].map((url) => endpointAt(url, found));
    },
    async create(wanted) {
      await put(wanted);
      return { endpoint: endpointAt(wanted.url, await all()) };
    },
    async update(endpoint, wanted) {
      await put(wanted);
      const kept = byObject(wanted.types);
      for (const { object, url } of await all())
        if (url === endpoint.url && !kept.has(object)) await unsubscribe(object);
    },
    async remove({ url }) {
      for (const each of await all()) if (each.url === url) await unsubscribe(each.object);
    },
  };
}

function byObject(types: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const objects = new Map<string, readonly string[]>();
  for (const type of types) {
    const [object = "", ...field] = type.split(".");
    objects.set(object, [...(objects.get(object) ?? []), field.join(".")]);
  }
  return objects;
}

/** A field is a name, or an object with its name and version. */
function readSubscription(item: Json): Subscription {
  return {
    object: textAt(item, "object"),
    url: textAt(item, "callback_url"),
    fields: listAt(item, "fields").map((field) =>
      typeof field === "string" ? field : textAt(field, "name"),
    ),
    isActive: isTrueAt(item, "active"),
  };
}

function endpointAt(url: string, all: readonly Subscription[]): Endpoint {
  const own = all.filter((each) => each.url === url);
  return {
    id: url,
    url,
    types: own.flatMap(({ object, fields }) => fields.map((field) => `${object}.${field}`)),
    status: own.every(({ isActive }) => isActive) ? "enabled" : "disabled",
  };
}
