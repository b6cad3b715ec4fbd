import { LineBotClient } from "@line/bot-sdk";
import Telnyx from "telnyx";
import twilio from "twilio";
import { mailProviders } from "../testing/fake-mail.ts";
import { type Oracle, oracleUrl, testOracles } from "../testing/oracle.contract.ts";
import { socialProviders } from "../testing/fake-social.ts";

/* The libraries of those that carry messages, as oracle.test.ts has others. */

function twilioOf(key: string) {
  const [account = "", token = ""] = key.split(":");
  return twilio(account, token).incomingPhoneNumbers;
}

const twilioUrls = (url: string) => ({
  smsUrl: url,
  smsMethod: "POST",
  statusCallback: url,
  statusCallbackMethod: "POST",
});

const oracles: readonly Oracle[] = [
  {
    provider: "line",
    types: [],
    create: async (channelAccessToken) => {
      await LineBotClient.fromChannelAccessToken({ channelAccessToken }).setWebhookEndpoint({
        endpoint: oracleUrl,
      });
      return { id: "webhook" }; // a channel has one, without an id
    },
    update: (channelAccessToken) =>
      LineBotClient.fromChannelAccessToken({ channelAccessToken }).setWebhookEndpoint({
        endpoint: oracleUrl,
      }),
    urls: async (channelAccessToken) => {
      const { endpoint, active } = await LineBotClient.fromChannelAccessToken({
        channelAccessToken,
      }).getWebhookEndpoint();
      return active ? [endpoint] : [];
    },
  },
  {
    provider: "telnyx",
    types: [],
    create: async (apiKey) => {
      const telnyx = new Telnyx({ apiKey });
      const { data } = await telnyx.messagingProfiles.update("mp1", {
        webhook_url: oracleUrl,
        webhook_api_version: "2",
        enabled: true,
      });
      // The library is given the key and has no call that reads it.
      const answer = await telnyx.get<{ readonly data: { readonly public: string } }>("/public_key");
      return { id: data?.id, secret: answer.data.public };
    },
    urls: async (apiKey) => [
      (await new Telnyx({ apiKey }).messagingProfiles.retrieve("mp1")).data?.webhook_url,
    ],
    remove: (apiKey) =>
      new Telnyx({ apiKey }).messagingProfiles.update("mp1", {
        webhook_url: "",
        webhook_api_version: "2",
        enabled: true,
      }),
  },
  {
    provider: "twilio",
    types: [],
    create: async (key) => {
      const [number] = await twilioOf(key).list({ phoneNumber: "+15550100" });
      const { sid } = await twilioOf(key)(number?.sid ?? "").update(twilioUrls(oracleUrl));
      return { id: sid, secret: key.split(":")[1] };
    },
    update: (key, sid) => twilioOf(key)(sid).update(twilioUrls(oracleUrl)),
    urls: async (key) => (await twilioOf(key).list({ phoneNumber: "+15550100" })).map(({ smsUrl }) => smsUrl),
    remove: (key, sid) => twilioOf(key)(sid).update(twilioUrls("")),
  },
];

testOracles([...mailProviders, ...socialProviders], oracles);
