import {
  ApplicationWebhookEventStatus,
  ApplicationWebhookEventType,
  type RESTGetCurrentApplicationResult,
  type RESTPatchCurrentApplicationJSONBody,
} from "discord-api-types/v10";
import { expect, test } from "vitest";
import { discordClient } from "../../packages/register/src/client/discord.ts";
import { chatProviders } from "../../packages/register/src/testing/fake-chat.ts";
import { type Oracle, oracleUrl, testOracles } from "../../packages/register/src/testing/oracle.contract.ts";

/*
 * Discord publishes no library of its own; discord-api-types is what all of them are typed by. Its types say what is
 * sent and read here.
 */

const app = "https://discord.com/api/v10/applications/@me";

async function change(token: string, body: RESTPatchCurrentApplicationJSONBody): Promise<void> {
  await fetch(app, {
    method: "PATCH",
    headers: { authorization: `Bot ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function read(token: string): Promise<RESTGetCurrentApplicationResult> {
  const answer = await fetch(app, { headers: { authorization: `Bot ${token}` } });
  return (await answer.json()) as RESTGetCurrentApplicationResult; // safe: that is what is tested
}

const wanted: RESTPatchCurrentApplicationJSONBody = {
  event_webhooks_url: oracleUrl,
  event_webhooks_status: ApplicationWebhookEventStatus.Enabled,
  event_webhooks_types: [
    ApplicationWebhookEventType.ApplicationAuthorized,
    ApplicationWebhookEventType.EntitlementCreate,
  ],
};

const discord: Oracle = {
  provider: "discord",
  types: ["APPLICATION_AUTHORIZED", "ENTITLEMENT_CREATE"],
  create: async (token) => {
    await change(token, wanted);
    const { id, verify_key } = await read(token);
    return { id, secret: verify_key };
  },
  update: (token) => change(token, wanted),
  remove: (token) =>
    change(token, {
      event_webhooks_status: ApplicationWebhookEventStatus.Disabled,
      event_webhooks_url: null,
    }),
  urls: async (token) => [(await read(token)).event_webhooks_url],
};

testOracles(chatProviders, [discord]);

test("discord: every type of event that it has can be chosen", () => {
  const types = Object.values(ApplicationWebhookEventType);

  expect(discordClient.subscriptions.every).toEqual(expect.arrayContaining(types));
});
