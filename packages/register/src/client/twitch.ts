import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { optionalTextAt, textAt } from "../api/answer.ts";
import { listAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, ProviderClient } from "../endpoint/endpoint.ts";
import { withAccessToken } from "./oauth.ts";
import { perType, type TypeSubscription, type TypeSubscriptionApi } from "./per-type.ts";
import { bearer, openApi } from "./rest.ts";

/** Types whose version is not 1. @see https://dev.twitch.tv/docs/eventsub/eventsub-subscription-types/ */
const versions: Readonly<Record<string, string>> = { "channel.follow": "2", "channel.update": "2" };

/**
 * Twitch's EventSub subscriptions of one broadcaster, one for each type. Twitch asks the URL for an answer when one is
 * made, and revokes one whose deliveries fail. A secret is set when it is made, so a change of it makes all anew.
 * @see https://dev.twitch.tv/docs/api/reference/#create-eventsub-subscription
 */
export const twitchClient: ProviderClient = {
  provider: "twitch",
  name: "Twitch",
  docs: "https://dev.twitch.tv/docs/api/reference/#create-eventsub-subscription",
  permissions: "the app's client id and secret, as id:secret; some types also need the broadcaster's consent",
  settings: [{ name: "broadcaster", means: "the broadcaster's user id", isRequired: true }],
  // 10 to 100 characters of ASCII
  secret: { kind: "chosen", create: (random) => Buffer.from(random(32)).toString("hex") },
  subscriptions: {
    every: [
      "channel.ban",
      "channel.chat.message",
      "channel.cheer",
      "channel.follow",
      "channel.raid",
      "channel.subscribe",
      "channel.update",
      "stream.offline",
      "stream.online",
      "channel.chat.message_delete",
      "user.update",
    ],
    nameOf: (type) => (type === "revocation" ? undefined : type), // comes by itself
  },
  notes: "Twitch sends its question to the URL for each type: Hookyard has to be reachable there.",
  open(context) {
    const { broadcaster } = context.settings;
    if (broadcaster === undefined)
      throw new ConfigError(`the source "${context.source}" needs the setting broadcaster`);
    return { endpoints: perType(subscriptions(openTwitch(context), broadcaster), { hasSecret: true }) };
  },
};

function openTwitch(context: ClientContext): ApiClient {
  const [id = "", secret = ""] = context.key.split(":", 2);
  if (id === "" || secret === "")
    throw new ConfigError(`the API key of "${context.source}" is no id:secret, which Twitch's API needs`);
  const tokens = openApi(twitchClient, context, {
    base: "https://id.twitch.tv",
    headers: {},
    secrets: [secret],
  });
  const form = [
    ["client_id", id],
    ["client_secret", secret],
    ["grant_type", "client_credentials"],
  ] as const;
  return withAccessToken({ api: tokens, path: "/oauth2/token", form }, (token) =>
    openApi(twitchClient, context, {
      base: "https://api.twitch.tv",
      headers: { ...bearer(token), "client-id": id },
      secrets: [secret, token],
    }),
  );
}

function subscriptions(api: ApiClient, broadcaster: string): TypeSubscriptionApi {
  const path = "/helix/eventsub/subscriptions";
  return {
    async list() {
      const all: TypeSubscription[] = [];
      for (
        let after: string | undefined = "", isFirst = true;
        isFirst || after !== undefined;
        isFirst = false
      ) {
        const query: Readonly<Record<string, string>> = after === "" || after === undefined ? {} : { after };
        after = await api.send({ does: "list its subscriptions", method: "GET", path, query }, ({ json }) => {
          for (const item of listAt(json, "data"))
            if (optionalTextAt(item, "transport.method") === "webhook") all.push(readSubscription(item));
          return optionalTextAt(json, "pagination.cursor");
        });
      }
      return all;
    },
    create: (type, { url, secret }) =>
      api.send(
        {
          does: `subscribe to ${type}`,
          method: "POST",
          path,
          json: {
            type,
            version: versions[type] ?? "1",
            condition: conditionOf(type, broadcaster),
            transport: { method: "webhook", callback: url, ...(secret !== undefined && { secret }) },
          },
          ...(secret !== undefined && { secrets: [secret] }),
        },
        () => undefined,
      ),
    remove: (id) =>
      api.send(
        { does: "remove a subscription", method: "DELETE", path, query: { id }, accepts: [404] },
        () => undefined,
      ),
  };
}

function conditionOf(type: string, broadcaster: string): JsonObject {
  if (type === "channel.raid") return { to_broadcaster_user_id: broadcaster };
  if (type === "user.update") return { user_id: broadcaster };
  if (type.startsWith("channel.chat.")) return { broadcaster_user_id: broadcaster, user_id: broadcaster };
  const moderator = type === "channel.follow" ? { moderator_user_id: broadcaster } : {};
  return { broadcaster_user_id: broadcaster, ...moderator };
}

function readSubscription(item: Json): TypeSubscription {
  const status = textAt(item, "status");
  const isOn = status === "enabled" || status === "webhook_callback_verification_pending";
  return {
    id: textAt(item, "id"),
    type: textAt(item, "type"),
    url: textAt(item, "transport.callback"),
    status: isOn ? "enabled" : "disabled",
    ...(!isOn && { detail: status.replaceAll("_", " ") }),
  };
}
