import type { Json } from "@hookyard/core";
import { optionalListAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { openApi } from "./rest.ts";

/**
 * The webhook events of a Discord app. Requests are verified with the app's public key, which is read from the same
 * place. Discord asks the URL for an answer when it is set. (The URL for interactions is another one and stays.)
 * @see https://discord.com/developers/docs/resources/application#edit-current-application
 */
export const discordClient: ProviderClient = {
  provider: "discord",
  name: "Discord",
  docs: "https://discord.com/developers/docs/resources/application#edit-current-application",
  permissions: "the app's bot token",
  settings: [],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "APPLICATION_AUTHORIZED",
      "APPLICATION_DEAUTHORIZED",
      "ENTITLEMENT_CREATE",
      "ENTITLEMENT_DELETE",
      "ENTITLEMENT_UPDATE",
      "GAME_DIRECT_MESSAGE_CREATE",
      "GAME_DIRECT_MESSAGE_DELETE",
      "GAME_DIRECT_MESSAGE_UPDATE",
      "LOBBY_MESSAGE_CREATE",
      "LOBBY_MESSAGE_DELETE",
      "LOBBY_MESSAGE_UPDATE",
      "QUEST_USER_ENROLLMENT",
    ],
    // Interactions come to a URL of their own.
    nameOf: (type) =>
      /^(?:PING|APPLICATION_COMMAND|MESSAGE_COMPONENT|MODAL_SUBMIT)/.test(type) ? undefined : type,
  },
  isSingle: true,
  notes:
    "Discord sends its question to the URL when it is set: Hookyard has to be reachable there, with the app's public key as secret.",
  open(context) {
    const api = openApi(discordClient, context, {
      base: "https://discord.com/api/v10",
      headers: { authorization: `Bot ${context.key}` },
    });
    const path = "/applications/@me";
    const set = (does: string, json: Json): Promise<void> =>
      api.send({ does, method: "PATCH", path, json }, () => undefined);
    const read = <Result>(from: (json: Json) => Result): Promise<Result> =>
      api.send({ does: "read the app", method: "GET", path }, ({ json }) => from(json));
    const update: EndpointApi["update"] = (_endpoint, { url, types }) =>
      set("set the webhook", {
        event_webhooks_url: url,
        event_webhooks_status: 2,
        event_webhooks_types: [...types],
      });
    return {
      endpoints: {
        list: async () => {
          const endpoint = await read(readApp);
          return endpoint.url === "" ? [] : [endpoint];
        },
        create: async (wanted) => {
          const endpoint = await read(readApp);
          await update(endpoint, wanted);
          return { endpoint: await read(readApp), secret: await read(publicKey) };
        },
        update,
        remove: () => set("switch the webhook off", { event_webhooks_status: 1, event_webhooks_url: null }),
        revealSecret: () => read(publicKey),
      },
    };
  },
};

function publicKey(json: Json): string {
  return textAt(json, "verify_key");
}

function readApp(json: Json): Endpoint {
  const status = optionalTextAt(json, "event_webhooks_status") ?? "1";
  return {
    id: textAt(json, "id"),
    url: optionalTextAt(json, "event_webhooks_url") ?? "",
    types:
      optionalListAt(json, "event_webhooks_types").length === 0 ? [] : textsAt(json, "event_webhooks_types"),
    status: status === "2" ? "enabled" : "disabled",
    ...(status === "3" && { detail: "by Discord, after failures" }),
  };
}
