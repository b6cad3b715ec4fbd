import { ConfigError, type Json } from "@hookyard/core";
import { optionalListAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, ProviderClient } from "../endpoint/endpoint.ts";
import { perType, type TypeSubscription, type TypeSubscriptionApi } from "./per-type.ts";
import { restSubscriptions } from "./per-type-rest.ts";
import { bearer, openApi, settingOf } from "./rest.ts";

const hosts: Readonly<Record<string, string>> = {
  us: "https://api.surveymonkey.com",
  eu: "https://api.eu.surveymonkey.com",
  ca: "https://api.surveymonkey.ca",
};

/**
 * SurveyMonkey's webhooks of some surveys: one for each type. A list has names alone, so each is read by itself.
 * SurveyMonkey asks the URL with a HEAD while one is made. (Paths and fields read in third-party code, n8n.)
 * @see https://api.surveymonkey.com/v3/docs#webhooks
 */
export const surveymonkeyClient: ProviderClient = {
  provider: "surveymonkey",
  name: "SurveyMonkey",
  docs: "https://api.surveymonkey.com/v3/docs#webhooks",
  permissions: "an access token of the app with webhooks_read, webhooks_write and responses_read",
  settings: [
    { name: "surveys", means: "the surveys' ids, separated by commas", isRequired: true },
    { name: "region", means: "us (default), eu or ca: where the account's data is", isRequired: false },
  ],
  secret: {
    kind: "account",
    where: "https://developer.surveymonkey.com/apps > your app: client id and client secret, as id&secret",
  },
  subscriptions: {
    every: [
      "collector_created",
      "collector_deleted",
      "collector_updated",
      "response_completed",
      "response_created",
      "response_deleted",
      "response_disqualified",
      "response_overquota",
      "response_updated",
      "survey_deleted",
      "survey_updated",
    ],
  },
  notes:
    "SurveyMonkey asks the URL for an answer when a webhook is made: Hookyard has to be reachable there.",
  open(context) {
    const api = openApi(surveymonkeyClient, context, {
      base: hostOf(context),
      headers: bearer(context.key),
    });
    const surveys = settingOf(context, "surveys")
      .split(",")
      .map((id) => id.trim());
    return { endpoints: perType(webhooks(api, surveys), { hasSecret: false }) };
  },
};

function hostOf({ settings, source }: ClientContext): string {
  const host = hosts[settings["region"] ?? "us"];
  if (host === undefined) throw new ConfigError(`the setting region of "${source}" is us, eu or ca`);
  return host;
}

function webhooks(api: ApiClient, surveys: readonly string[]): TypeSubscriptionApi {
  const path = "/v3/webhooks";
  const at = (id: string): string => `${path}/${encodeURIComponent(id)}`;
  const rest = restSubscriptions(api, {
    list: { method: "GET", path, query: { per_page: "100" } },
    items: "data",
    next: ({ json }) => {
      const link = optionalTextAt(json, "links.next");
      return link === undefined ? undefined : { method: "GET", path: link };
    },
    read: (item) => ({ id: textAt(item, "id"), type: "", url: "", status: "enabled" }),
    create: (type, { url, description }) => ({
      method: "POST",
      path,
      json: {
        name: `${description} ${type}`,
        event_type: type,
        object_type: "survey",
        object_ids: [...surveys],
        subscription_url: url,
      },
    }),
    remove: (id) => ({ method: "DELETE", path: at(id) }),
  });
  return {
    ...rest,
    async list() {
      const all: TypeSubscription[] = [];
      for (const { id } of await rest.list()) {
        const request = { does: "read a webhook", method: "GET", path: at(id) } as const;
        all.push(await api.send(request, ({ json }) => readWebhook(json, surveys)));
      }
      return all;
    },
  };
}

function readWebhook(item: Json, surveys: readonly string[]): TypeSubscription {
  const ids = optionalListAt(item, "object_ids").map(String);
  const isOfThese = ids.length === surveys.length && surveys.every((id) => ids.includes(id));
  return {
    id: textAt(item, "id"),
    type: textAt(item, "event_type"),
    url: textAt(item, "subscription_url"),
    status: isOfThese ? "enabled" : "failing",
    ...(!isOfThese && { detail: "it hears of other surveys" }),
  };
}
