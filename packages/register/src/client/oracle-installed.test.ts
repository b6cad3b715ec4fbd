import { AccountApi } from "@dropbox/sign";
import { Client as HubspotClient } from "@hubspot/api-client";
import { SubscriptionCreateRequestEventTypeEnum as HubspotType } from "@hubspot/api-client/lib/codegen/webhooks/models/SubscriptionCreateRequest.js";
import { LinearClient, WebhookResourceType } from "@linear/sdk";
import "@shopify/shopify-api/adapters/node";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import {
  ApiVersion,
  DeliveryMethod,
  LogSeverity,
  Session,
  type Shopify,
  shopifyApi,
} from "@shopify/shopify-api";
import { chatProviders } from "../testing/fake-chat.ts";
import { codeProviders } from "../testing/fake-code.ts";
import { officeProviders } from "../testing/fake-office.ts";
import { teamProviders } from "../testing/fake-teams.ts";
import { type Oracle, oracleDescription, oracleUrl, testOracles } from "../testing/oracle.contract.ts";

/*
 * More of the providers' own libraries, which core's tests of signatures have installed already. Cloudinary's (2.11.0)
 * knows no triggers.
 */

const hubspotApp = 77;

// It keeps the fetch that it finds when it is loaded, and the played providers come later.
setAbstractFetchFunc((input, init) => globalThis.fetch(input, init));

function dropboxSign(key: string): AccountApi {
  const api = new AccountApi();
  api.username = key;
  return api;
}

/** The library with one topic to register, and the session that an app keeps of the shop. */
function shopifyWith(accessToken: string): { readonly shopify: Shopify; readonly session: Session } {
  const shopify = shopifyApi({
    apiKey: "not-used-here",
    apiSecretKey: "not-used-here",
    apiVersion: ApiVersion.January26,
    hostName: "hooks.example.com",
    isEmbeddedApp: false,
    logger: { level: LogSeverity.Error },
  });
  shopify.webhooks.addHandlers({
    ORDERS_CREATE: { deliveryMethod: DeliveryMethod.Http, callbackUrl: oracleUrl },
  });
  const shop = "acme.myshopify.com";
  return { shopify, session: new Session({ id: shop, shop, state: "", isOnline: false, accessToken }) };
}

const oracles: readonly Oracle[] = [
  {
    provider: "hubspot",
    differs: { throttling: "the reference of v3 has a period in it, which the library has not" },
    types: ["contact.creation", "deal.deletion"],
    create: async (developerApiKey) => {
      const { settingsApi, subscriptionsApi } = new HubspotClient({ developerApiKey }).webhooks;
      await settingsApi.configure(hubspotApp, {
        targetUrl: oracleUrl,
        throttling: { maxConcurrentRequests: 10 },
      });
      for (const eventType of [HubspotType.ContactCreation, HubspotType.DealDeletion])
        await subscriptionsApi.create(hubspotApp, { eventType, active: true });
      return { id: String(hubspotApp) };
    },
    urls: async (developerApiKey) => [
      (await new HubspotClient({ developerApiKey }).webhooks.settingsApi.getAll(hubspotApp)).targetUrl,
    ],
    remove: (developerApiKey) =>
      new HubspotClient({ developerApiKey }).webhooks.settingsApi.clear(hubspotApp),
  },
  {
    provider: "linear",
    types: ["Issue", "Comment"],
    create: async (apiKey, secret) => {
      const { success, webhookId } = await new LinearClient({ apiKey }).createWebhook({
        url: oracleUrl,
        label: oracleDescription,
        resourceTypes: [WebhookResourceType.Issue, WebhookResourceType.Comment],
        allPublicTeams: true,
        enabled: true,
        secret,
      });
      return { id: success ? webhookId : undefined };
    },
    update: (apiKey, id, secret) =>
      new LinearClient({ apiKey }).updateWebhook(id, {
        url: oracleUrl,
        resourceTypes: [WebhookResourceType.Issue, WebhookResourceType.Comment],
        enabled: true,
        secret,
      }),
    urls: async (apiKey) => (await new LinearClient({ apiKey }).webhooks()).nodes.map(({ url }) => url),
    remove: (apiKey, id) => new LinearClient({ apiKey }).deleteWebhook(id),
  },
  {
    provider: "dropbox-sign",
    types: [],
    create: async (key) => {
      const { body } = await dropboxSign(key).accountUpdate({ callbackUrl: oracleUrl });
      return { id: body.account?.accountId };
    },
    update: (key) => dropboxSign(key).accountUpdate({ callbackUrl: oracleUrl }),
    urls: async (key) => [(await dropboxSign(key).accountGet()).body.account?.callbackUrl],
    remove: (key) => dropboxSign(key).accountUpdate({ callbackUrl: "" }),
  },
  {
    provider: "shopify",
    types: ["ORDERS_CREATE"],
    differs: {
      variables: "it writes what it asks for into the text, and the URL by its older name callbackUrl",
    },
    create: async (token) => {
      const { shopify, session } = shopifyWith(token);
      const registered = await shopify.webhooks.register({ session });
      return {
        id: registered["ORDERS_CREATE"]?.every(({ success }) => success) === true ? oracleUrl : undefined,
      };
    },
    // It shows no list; what it finds there it does not register again.
    urls: async (token) => {
      const { shopify, session } = shopifyWith(token);
      const registered = await shopify.webhooks.register({ session });
      return registered["ORDERS_CREATE"]?.length === 0 ? [oracleUrl] : [];
    },
  },
];

testOracles([...chatProviders, ...codeProviders, ...officeProviders, ...teamProviders], oracles);
