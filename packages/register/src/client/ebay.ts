import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { AnswerShapeError, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, Endpoint, EndpointApi, ProviderClient } from "../endpoint/endpoint.ts";
import { notificationApi, paged, type Subscription, subscribeTo, subscriptionsOf } from "./ebay-topics.ts";
import { withAccessToken } from "./oauth.ts";
import { basic, bearer, everyPage, openApi, settingOf } from "./rest.ts";

/**
 * eBay's destinations, and the subscriptions that send a topic to one: an application has one for each topic. eBay asks
 * the URL for an answer while a destination is made or changed. (Of eBay's reference; that a destination goes only after
 * its subscriptions is from memory.)
 * @see https://developer.ebay.com/api-docs/commerce/notification/overview.html
 */
export const ebayClient: ProviderClient = {
  provider: "ebay",
  name: "eBay",
  docs: "https://developer.ebay.com/api-docs/commerce/notification/overview.html",
  permissions: "the application's keyset of production, as client id:client secret",
  settings: [
    {
      name: "verificationToken",
      means: "a word of yours, 32 to 80 letters, digits, _ or -: it is in the answer to eBay's question",
      isRequired: true,
    },
  ],
  secret: {
    kind: "account",
    where: "https://developer.ebay.com/my/keys: the keyset, as client id:client secret",
  },
  // Those that an application hears of by itself; the others need each seller's consent.
  subscriptions: { every: ["AUTHORIZATION_REVOCATION", "MARKETPLACE_ACCOUNT_DELETION"] },
  notes: "eBay asks the URL for an answer when the destination is made: Hookyard has to be reachable there.",
  open(context) {
    const verificationToken = settingOf(context, "verificationToken");
    if (!/^[\w-]{32,80}$/.test(verificationToken))
      throw new ConfigError(
        `the setting verificationToken of "${context.source}" is not 32 to 80 letters, digits, _ or -`,
      );
    return { endpoints: destinations(openEbay(context), verificationToken) };
  },
};

function openEbay(context: ClientContext): ApiClient {
  const base = "https://api.ebay.com";
  const [id = "", secret = ""] = context.key.split(":", 2);
  if (id === "" || secret === "")
    throw new ConfigError(
      `the API key of "${context.source}" is no client id:client secret, which eBay's API needs`,
    );
  const tokens = openApi(ebayClient, context, { base, headers: basic(id, secret), secrets: [secret] });
  return withAccessToken(
    {
      api: tokens,
      path: "/identity/v1/oauth2/token",
      form: [
        ["grant_type", "client_credentials"],
        ["scope", "https://api.ebay.com/oauth/api_scope"],
      ],
    },
    (token) => openApi(ebayClient, context, { base, headers: bearer(token), secrets: [secret, token] }),
  );
}

function destinations(api: ApiClient, verificationToken: string): EndpointApi {
  const destinationAt = (id: string): string => `${notificationApi}/destination/${encodeURIComponent(id)}`;
  const body = (url: string, description: string): JsonObject => ({
    name: description,
    status: "ENABLED",
    deliveryConfig: { endpoint: url, verificationToken },
  });
  return {
    async list() {
      const subscriptions = await subscriptionsOf(api);
      return everyPage(api, {
        ...paged("destination"),
        does: "list its destinations",
        read: (item) => readDestination(item, subscriptions, verificationToken),
      });
    },
    async create({ url, types, description }) {
      const id = await api.send(
        {
          does: "create the destination",
          method: "POST",
          path: `${notificationApi}/destination`,
          json: body(url, description),
          secrets: [verificationToken],
        },
        ({ header }) => idIn(header("location")),
      );
      await subscribeTo(api, id, types);
      return { endpoint: { id, url, types, status: "enabled" } };
    },
    async update({ id }, { url, types, description }) {
      await api.send(
        {
          does: "change the destination",
          method: "PUT",
          path: destinationAt(id),
          json: body(url, description),
          secrets: [verificationToken],
        },
        () => undefined,
      );
      await subscribeTo(api, id, types);
    },
    async remove({ id }) {
      await subscribeTo(api, id, []);
      const request = { does: "remove the destination", method: "DELETE", path: destinationAt(id) } as const;
      await api.send({ ...request, accepts: [404] }, () => undefined);
    },
  };
}

function readDestination(item: Json, all: readonly Subscription[], verificationToken: string): Endpoint {
  const id = textAt(item, "destinationId");
  const status = textAt(item, "status");
  const own = all.filter((each) => each.destination === id);
  const isOn = status === "ENABLED" && own.every(({ isEnabled }) => isEnabled);
  return {
    id,
    url: textAt(item, "deliveryConfig.endpoint"),
    types: own.map(({ topic }) => topic),
    status: isOn ? "enabled" : "disabled",
    ...(status === "MARKED_DOWN" && { detail: "eBay marked it down after failures" }),
    ...(textAt(item, "deliveryConfig.verificationToken") !== verificationToken && {
      faults: ["its verification token is another"],
    }),
  };
}

/** The id of what was made stands in the address of it alone. */
function idIn(location: string | undefined): string {
  const id = location?.split("/").at(-1) ?? "";
  if (id === "") throw new AnswerShapeError("the header location", "the address of what was made");
  return decodeURIComponent(id);
}
