import Chargebee, { type WebhookEventName } from "chargebee";
import { v1 as pipedriveV1 } from "pipedrive";
import { expect, test } from "vitest";
import { chargebeeClient } from "../../packages/register/src/client/chargebee.ts";
import { commerceProviders } from "../../packages/register/src/testing/fake-commerce.ts";
import { testLogOracles } from "../../packages/register/src/testing/log-oracle.contract.ts";
import {
  type Oracle,
  oracleDescription,
  oracleUrl,
  testOracles,
} from "../../packages/register/src/testing/oracle.contract.ts";
import { recordedEvents } from "../../packages/register/src/testing/recorded-events.ts";

function pipedriveOf(apiKey: string): pipedriveV1.WebhooksApi {
  return new pipedriveV1.WebhooksApi(new pipedriveV1.Configuration({ apiKey }));
}

const pipedrive: Oracle = {
  provider: "pipedrive",
  types: ["*"],
  create: async (key, secret) => {
    const [user = "", ...password] = secret.split(":");
    await pipedriveOf(key).addWebhook({
      AddWebhookRequest: {
        name: oracleDescription,
        subscription_url: oracleUrl,
        event_action: "*",
        event_object: "*",
        http_auth_user: user,
        http_auth_password: password.join(":"),
        version: "2.0",
      },
    });
    return { id: oracleUrl }; // several of one URL are one endpoint here
  },
  urls: async (key) => {
    // Its type has one webhook in place of the list: https://developers.pipedrive.com/docs/api/v1/Webhooks#getWebhooks
    const { data } = (await pipedriveOf(key).getWebhooks()) as unknown as {
      readonly data: readonly pipedriveV1.BaseWebhook[];
    };
    return data.map(({ subscription_url: url }) => url);
  },
};

function chargebeeOf(apiKey: string): Chargebee {
  return new Chargebee({ site: "acme", apiKey });
}

const chargebee: Oracle = {
  provider: "chargebee",
  types: ["invoice_generated", "customer_created"],
  create: async (key, secret) => {
    const [user = "", ...password] = secret.split(":");
    const { webhook_endpoint: made } = await chargebeeOf(key).webhookEndpoint.create({
      name: oracleDescription,
      url: oracleUrl,
      api_version: "v2",
      enabled_events: ["invoice_generated", "customer_created"],
      basic_auth_username: user,
      basic_auth_password: password.join(":"),
    });
    return { id: made.id };
  },
  update: (key, id, secret) => {
    const [user = "", ...password] = secret.split(":");
    return chargebeeOf(key).webhookEndpoint.update(id, {
      name: oracleDescription,
      url: oracleUrl,
      enabled_events: ["invoice_generated", "customer_created"],
      basic_auth_username: user,
      basic_auth_password: password.join(":"),
      disabled: false,
    });
  },
  remove: (key, id) => chargebeeOf(key).webhookEndpoint.delete(id),
  urls: async (key) =>
    (await chargebeeOf(key).webhookEndpoint.list({ limit: 100 })).list.map(
      ({ webhook_endpoint: { url } }) => url,
    ),
};

testOracles(commerceProviders, [pipedrive, chargebee]);

testLogOracles(recordedEvents, [
  {
    provider: "chargebee",
    ids: async (key, { since, until }) => {
      const ids: string[] = [];
      for (let offset: string | undefined, isFirst = true; isFirst || offset !== undefined; isFirst = false) {
        const page = await chargebeeOf(key).event.list({
          limit: 100,
          "sort_by[asc]": "occurred_at",
          occurred_at: { between: [since.getTime() / 1000, until.getTime() / 1000] },
          ...(offset !== undefined && { offset }),
        });
        ids.push(...page.list.map(({ event }) => event.id));
        offset = page.next_offset;
      }
      return ids;
    },
  },
]);

test("chargebee knows every type that we subscribe to", () => {
  // One that the library does not name does not compile.
  const known: readonly WebhookEventName[] = [
    "card_added",
    "card_deleted",
    "card_expired",
    "card_expiry_reminder",
    "card_updated",
    "credit_note_created",
    "credit_note_deleted",
    "credit_note_updated",
    "customer_changed",
    "customer_created",
    "customer_deleted",
    "customer_moved_in",
    "customer_moved_out",
    "invoice_deleted",
    "invoice_generated",
    "invoice_updated",
    "item_created",
    "item_deleted",
    "item_updated",
    "item_price_created",
    "item_price_deleted",
    "item_price_updated",
    "order_cancelled",
    "order_created",
    "order_delivered",
    "order_updated",
    "payment_failed",
    "payment_initiated",
    "payment_refunded",
    "payment_source_added",
    "payment_source_deleted",
    "payment_source_expired",
    "payment_source_expiring",
    "payment_source_updated",
    "payment_succeeded",
    "pending_invoice_created",
    "quote_created",
    "quote_deleted",
    "quote_updated",
    "refund_initiated",
    "subscription_activated",
    "subscription_cancellation_reminder",
    "subscription_cancellation_scheduled",
    "subscription_cancelled",
    "subscription_changed",
    "subscription_changes_scheduled",
    "subscription_created",
    "subscription_deleted",
    "subscription_paused",
    "subscription_reactivated",
    "subscription_renewal_reminder",
    "subscription_renewed",
    "subscription_resumed",
    "subscription_scheduled_cancellation_removed",
    "subscription_started",
    "subscription_trial_end_reminder",
    "transaction_created",
    "transaction_deleted",
    "transaction_updated",
  ];

  expect(chargebeeClient.subscriptions.every).toEqual(known);
});
