import type { Json } from "@hookyard/core";
import { objectAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { openApi } from "./rest.ts";

const names = [
  "message",
  "edited_message",
  "channel_post",
  "edited_channel_post",
  "business_connection",
  "business_message",
  "edited_business_message",
  "deleted_business_messages",
  "message_reaction",
  "message_reaction_count",
  "inline_query",
  "chosen_inline_result",
  "callback_query",
  "shipping_query",
  "pre_checkout_query",
  "purchased_paid_media",
  "poll",
  "poll_answer",
  "my_chat_member",
  "chat_member",
  "chat_join_request",
  "chat_boost",
  "removed_chat_boost",
];
/** What comes where nothing was chosen: all but these. @see https://core.telegram.org/bots/api#setwebhook */
const notByDefault = ["chat_member", "message_reaction", "message_reaction_count"];

/**
 * The one webhook of a Telegram bot. The bot's token stands in the address of each call, so no address is ever shown.
 * @see https://core.telegram.org/bots/api#setwebhook
 */
export const telegramClient: ProviderClient = {
  provider: "telegram",
  name: "Telegram",
  docs: "https://core.telegram.org/bots/api#setwebhook",
  permissions: "the bot's token, from @BotFather",
  settings: [],
  secret: { kind: "chosen" },
  subscriptions: { every: names },
  isSingle: true,
  open(context) {
    const api = openApi(telegramClient, context, {
      base: `https://api.telegram.org/bot${context.key}`,
      headers: {},
    });
    const set: EndpointApi["update"] = (_endpoint, { url, types, secret }) =>
      api.send(
        {
          does: "set the webhook",
          method: "POST",
          path: "/setWebhook",
          json: { url, allowed_updates: [...types], ...(secret !== undefined && { secret_token: secret }) },
          isRepeatable: true,
          ...(secret !== undefined && { secrets: [secret] }),
        },
        () => undefined,
      );
    const read = (): Promise<Endpoint> =>
      api.send({ does: "read the webhook", method: "GET", path: "/getWebhookInfo" }, ({ json }) =>
        readInfo(objectAt(json, "result")),
      );
    return {
      endpoints: {
        list: async () => {
          const endpoint = await read();
          return endpoint.url === "" ? [] : [endpoint];
        },
        create: async (wanted) => {
          await set({ id: "bot", url: "", types: [], status: "enabled" }, wanted);
          return { endpoint: await read() };
        },
        update: set,
        remove: async () => {
          await api.send(
            { does: "remove the webhook", method: "POST", path: "/deleteWebhook", isRepeatable: true },
            () => undefined,
          );
        },
      },
    };
  },
};

function readInfo(item: Json): Endpoint {
  const chosen = valueAt(item, "allowed_updates");
  const failure = optionalTextAt(item, "last_error_message");
  const pending = Number(optionalTextAt(item, "pending_update_count") ?? 0);
  const isFailing = failure !== undefined && pending > 0;
  return {
    id: "bot",
    url: textAt(item, "url"),
    types: Array.isArray(chosen) ? chosen.map(String) : names.filter((name) => !notByDefault.includes(name)),
    // An error of the past stays in the answer: it counts while something waits.
    status: isFailing ? "failing" : "enabled",
    ...(isFailing && { detail: `${failure} (${pending} waiting)` }),
  };
}
