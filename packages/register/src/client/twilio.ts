import { ConfigError, type Json } from "@hookyard/core";
import { listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { basic, openApi } from "./rest.ts";

/**
 * Twilio: the URLs of a phone number. Messages that come in and the status of calls go to Hookyard; what answers a call
 * (its voice URL) has to speak TwiML and stays as it is. Requests are signed with the account's auth token.
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export const twilioClient: ProviderClient = {
  provider: "twilio",
  name: "Twilio",
  docs: "https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource",
  permissions: "the account's SID and auth token, as AC…:token",
  settings: [{ name: "phoneNumber", means: "in E.164, +15550100", isRequired: true }],
  secret: { kind: "given" },
  subscriptions: { every: [], areChosen: false },
  isSingle: true,
  open(context) {
    const [account = "", token = ""] = context.key.split(":", 2);
    if (!account.startsWith("AC") || token === "")
      throw new ConfigError(`the API key of "${context.source}" is no AC…:token, which Twilio's API needs`);
    const api = openApi(twilioClient, context, {
      base: "https://api.twilio.com",
      headers: basic(account, token),
      secrets: [token],
    });
    return { endpoints: numbers(api, context, account, token) };
  },
};

function numbers(
  api: ApiClient,
  { settings, source }: ClientContext,
  account: string,
  token: string,
): EndpointApi {
  const number = settings["phoneNumber"];
  if (number === undefined) throw new ConfigError(`the source "${source}" needs the setting phoneNumber`);
  const path = `/2010-04-01/Accounts/${encodeURIComponent(account)}/IncomingPhoneNumbers`;
  const set = (id: string, url: string): Promise<void> =>
    api.send(
      {
        does: "change the number's URLs",
        method: "POST",
        path: `${path}/${encodeURIComponent(id)}.json`,
        isRepeatable: true,
        form: [
          ["SmsUrl", url],
          ["SmsMethod", "POST"],
          ["StatusCallback", url],
          ["StatusCallbackMethod", "POST"],
        ],
      },
      () => undefined,
    );
  return {
    list: () =>
      api.send(
        { does: "look the number up", method: "GET", path: `${path}.json`, query: { PhoneNumber: number } },
        ({ json }) => listAt(json, "incoming_phone_numbers").map(readNumber),
      ),
    create: async () => {
      throw new ConfigError(`the account has no number ${number}. Check the setting phoneNumber`);
    },
    update: ({ id }, { url }) => set(id, url),
    remove: ({ id }) => set(id, ""),
    // What signs is what the calls are made with.
    revealSecret: async () => token,
  };
}

function readNumber(item: Json): Endpoint {
  const url = textAt(item, "sms_url");
  const callback = optionalTextAt(item, "status_callback") ?? "";
  const faults = [
    ...(optionalTextAt(item, "sms_method") === "POST" ? [] : ["messages are sent as GET"]),
    ...(callback === url ? [] : ["the status of calls goes elsewhere"]),
  ];
  return { id: textAt(item, "sid"), url, types: [], status: "enabled", ...(faults.length > 0 && { faults }) };
}
