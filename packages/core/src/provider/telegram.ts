import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { telegramMapping } from "../mapping/telegram.ts";
import { defineProvider } from "../provider.ts";
import { token } from "../scheme/token.ts";

/**
 * Telegram bots. The secret is the `secret_token` given to `setWebhook`: it proves nothing about the body.
 *
 * The type is the name of what the update holds (`message`, `callback_query`). The answer has no body: Telegram would
 * run one as a call to its API. Ports other than 443, 80, 88 and 8443 are not called.
 *
 * Scheme read in grammy 1.46.0. That it is tried "a reasonable amount" of times from the Bot API's
 * reference; the 24 hours from third-party text.
 * @see https://core.telegram.org/bots/api#setwebhook
 */
export const telegram = defineProvider({
  id: "telegram",
  name: "Telegram Bot API",
  docs: "https://core.telegram.org/bots/api#setwebhook",
  scheme: token({ at: "x-telegram-bot-api-secret-token" }),
  body: json,
  identify: ({ payload }) => {
    const type = typeOf(payload);
    return {
      id: textAt(payload, "update_id"),
      type,
      time: unixTimeAt(payload, `${type}.edit_date`) ?? unixTimeAt(payload, `${type}.date`),
      subject:
        textAt(payload, `${type}.chat.id`) ??
        textAt(payload, `${type}.message.chat.id`) ??
        textAt(payload, `${type}.from.id`) ??
        textAt(payload, `${type}.user.id`),
    };
  },
  // Updates are kept, and sent again, for at most 24 hours; a day to spare.
  horizonSeconds: 2 * 86_400,
  response: { status: 200 },
  domain: telegramMapping,
});

/** An update holds its id and one thing more. */
function typeOf(payload: Json): string {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return "unknown";
  return Object.keys(payload).find((name) => name !== "update_id" && /^[a-z_]+$/.test(name)) ?? "unknown";
}
