import type { Json, JsonObject } from "@hookyard/core";
import { objectAt, optionalListAt, optionalTextAt, valueAt } from "../api/answer.ts";
import type { Endpoint, EndpointApi, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, settingOf } from "./rest.ts";
import { callSlack } from "./slack-call.ts";
import { botEvents, botScopes } from "./slack-events.ts";

/**
 * The Event Subscriptions of a Slack app, in its manifest: the request URL and the bot's events. Slack takes an event
 * only beside the scope that it needs, so scopes are added, never taken away; all else in the manifest stays as it is.
 * Interactivity and slash commands have URLs of their own, which are set on the app's page.
 * (The shape of a manifest read in @slack/web-api.)
 * @see https://docs.slack.dev/reference/methods/apps.manifest.update
 */
export const slackClient: ProviderClient = {
  provider: "slack",
  name: "Slack",
  docs: "https://docs.slack.dev/reference/methods/apps.manifest.update",
  permissions:
    "an app configuration token (xoxe.xoxp-…) of a collaborator of the app, from https://api.slack.com/apps: it lasts twelve hours",
  settings: [{ name: "app", means: "its id, A012ABCD0A0", isRequired: true }],
  secret: {
    kind: "account",
    where: "https://api.slack.com/apps > your app > Basic Information > App Credentials > Signing Secret",
  },
  subscriptions: {
    every: botEvents,
    // Messages are one type where they are sent, and four where they are subscribed to.
    nameOf: (type) =>
      type === "message"
        ? botEvents.filter((name) => name.startsWith("message."))
        : botEvents.find((name) => name === type),
  },
  isSingle: true,
  notes:
    "Slack sends its question to the URL, signed: Hookyard has to be reachable there, with the signing secret set. Where scopes are added, the app has to be installed again.",
  open(context) {
    const app = settingOf(context, "app");
    const api = openApi(slackClient, context, {
      base: "https://slack.com/api",
      headers: bearer(context.key),
    });
    const read = <Result>(from: (manifest: Json) => Result): Promise<Result> =>
      callSlack(
        { api, source: context.source },
        { does: "read the app", method: "apps.manifest.export", form: [["app_id", app]] },
        (json) => from(objectAt(json, "manifest")),
      );
    const change = async (by: (manifest: Json) => JsonObject): Promise<void> => {
      const manifest = await read(by);
      const form = [
        ["app_id", app],
        ["manifest", JSON.stringify(manifest)],
      ] as const;
      await callSlack(
        { api, source: context.source },
        { does: "change the app", method: "apps.manifest.update", form },
        () => undefined,
      );
    };
    const readApp = (manifest: Json): Endpoint => readSubscriptions(manifest, app);
    const update: EndpointApi["update"] = (_endpoint, wanted) =>
      change((manifest) => withSubscriptions(manifest, wanted));
    return {
      endpoints: {
        list: async () => {
          const endpoint = await read(readApp);
          // An app in Socket Mode has events without a URL: that it will leave it is shown first.
          return endpoint.url === "" && endpoint.faults === undefined ? [] : [endpoint];
        },
        create: async (wanted) => {
          await change((manifest) => withSubscriptions(manifest, wanted));
          return { endpoint: await read(readApp) };
        },
        update,
        remove: () => change(withoutSubscriptions),
      },
    };
  },
};

function readSubscriptions(manifest: Json, app: string): Endpoint {
  const isSocket = valueAt(manifest, "settings.socket_mode_enabled") === true;
  return {
    id: app,
    url: optionalTextAt(manifest, "settings.event_subscriptions.request_url") ?? "",
    types: optionalListAt(manifest, "settings.event_subscriptions.bot_events").map(String),
    status: "enabled",
    ...(isSocket && { faults: ["Socket Mode is on: events go there, not to the URL"] }),
  };
}

function withSubscriptions(manifest: Json, { url, types }: WantedEndpoint): JsonObject {
  const subscriptions = fieldsAt(manifest, "settings.event_subscriptions");
  return {
    ...fieldsAt(manifest, ""),
    ...withScopes(
      manifest,
      types.flatMap((type) => botScopes[type] ?? []),
    ),
    settings: {
      ...fieldsAt(manifest, "settings"),
      socket_mode_enabled: false,
      event_subscriptions: { ...subscriptions, request_url: url, bot_events: [...types] },
    },
  };
}

/** The part of the manifest with the bot's scopes and these; nothing where all of them are there. */
function withScopes(manifest: Json, needed: readonly string[]): JsonObject {
  const scopes = optionalListAt(manifest, "oauth_config.scopes.bot").map(String);
  const missing = new Set(needed.filter((scope) => !scopes.includes(scope)));
  if (missing.size === 0) return {};
  return {
    oauth_config: {
      ...fieldsAt(manifest, "oauth_config"),
      scopes: { ...fieldsAt(manifest, "oauth_config.scopes"), bot: [...scopes, ...missing] },
    },
  };
}

function withoutSubscriptions(manifest: Json): JsonObject {
  const settings = Object.entries(fieldsAt(manifest, "settings"));
  return {
    ...fieldsAt(manifest, ""),
    settings: Object.fromEntries(settings.filter(([name]) => name !== "event_subscriptions")),
  };
}

/** A part of the manifest; empty where it is absent. */
function fieldsAt(manifest: Json, path: string): JsonObject {
  return valueAt(manifest, path) === undefined ? {} : objectAt(manifest, path);
}
