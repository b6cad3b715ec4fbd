import type { Json, JsonObject } from "@hookyard/core";
import { optionalListAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { Answer } from "../api/answer.ts";
import { ApiError } from "../api/api-error.ts";
import { shown } from "../api/said-by.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { openApi } from "./rest.ts";

/**
 * Viber's webhook of a bot: one, signed with the bot's token. It answers 200 also where it refuses. While it is set
 * Viber asks the URL for an answer.
 * @see https://developers.viber.com/docs/api/rest-bot-api/#webhooks
 */
export const viberClient: ProviderClient = {
  provider: "viber",
  name: "Viber",
  docs: "https://developers.viber.com/docs/api/rest-bot-api/#webhooks",
  permissions: "the bot's authentication token",
  settings: [],
  // Viber's question is signed already, so the secret has to be known before the webhook is set.
  secret: {
    kind: "account",
    where: "the bot's token itself: set it as the source's secret before you register",
  },
  subscriptions: {
    every: [
      "client_status",
      "conversation_started",
      "delivered",
      "failed",
      "message",
      "seen",
      "subscribed",
      "unsubscribed",
    ],
    // Viber sends messages whatever it is told.
    nameOf: (type) => (type === "webhook" ? undefined : type),
  },
  isSingle: true,
  notes: "Viber asks the URL for an answer while the webhook is set: Hookyard has to be reachable there.",
  open(context) {
    const api = openApi(viberClient, context, {
      base: "https://chatapi.viber.com",
      headers: { "x-viber-auth-token": context.key },
    });
    const call = <Result>(
      does: string,
      path: string,
      json: JsonObject,
      read: (json: Json) => Result,
    ): Promise<Result> =>
      api.send({ does, method: "POST", path, json, isRepeatable: true }, (answer) => {
        refuse(does, answer);
        return read(answer.json);
      });
    const set = ({ url, types }: WantedEndpoint): Promise<void> =>
      call("set the webhook", "/pa/set_webhook", { url, event_types: [...types] }, () => undefined);
    return {
      endpoints: {
        list: () =>
          call("read the webhook", "/pa/get_account_info", {}, (json) => {
            const url = optionalTextAt(json, "webhook") ?? "";
            const endpoint: Endpoint = {
              id: textAt(json, "id"),
              url,
              types: optionalListAt(json, "event_types").map(String),
              status: "enabled",
            };
            return url === "" ? [] : [endpoint];
          }),
        async create(wanted) {
          await set(wanted);
          const id = await call("read the webhook", "/pa/get_account_info", {}, (json) => textAt(json, "id"));
          return { endpoint: { id, url: wanted.url, types: wanted.types, status: "enabled" } };
        },
        update: (_endpoint, wanted) => set(wanted),
        remove: () => call("remove the webhook", "/pa/set_webhook", { url: "" }, () => undefined),
      },
    };
  },
};

/** @see https://developers.viber.com/docs/api/rest-bot-api/#error-codes */
function refuse(does: string, { json, withoutSecrets }: Answer): void {
  const status = textAt(json, "status");
  if (status === "0") return;
  const code = status === "2" ? "api_key_refused" : "api_refused";
  const said = shown(optionalTextAt(json, "status_message") ?? status, withoutSecrets);
  throw new ApiError(
    code,
    "Viber",
    `Viber: cannot ${does}: it was refused. It says: ${JSON.stringify(said)}`,
  );
}
