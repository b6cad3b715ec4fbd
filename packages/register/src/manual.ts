import type { Provider } from "@hookyard/core";
import { businessPages } from "./manual-page/business.ts";
import { communicationPages } from "./manual-page/communication.ts";
import { developerPages } from "./manual-page/developer.ts";

/** Where people make an endpoint of a provider whose API has no call for it, and what they enter. */
export interface ManualPage {
  /** The page, as an address or as the way to it. */
  readonly page: string;
  /** The field that takes the URL. */
  readonly urlField: string;
  /** The field that takes the types; absent where all come. */
  readonly typesField?: string;
  /** Where the secret is shown, or that we choose it. */
  readonly secret: string;
}

const shownOnce = "shown there once the endpoint is saved";

const pages: Readonly<Record<string, ManualPage>> = {
  ...businessPages,
  ...communicationPages,
  ...developerPages,
  intercom: {
    page: "https://app.intercom.com/a/apps/_/developer-hub > your app > Configure > Webhooks",
    urlField: "Endpoint URL",
    typesField: "Topics",
    secret: "Configure > Basic information > Client secret",
  },
  gocardless: {
    page: "https://manage.gocardless.com/developers > Create > Webhook endpoint",
    urlField: "Webhook endpoint URL",
    secret: "the field Secret: choose one, or take the one that is made",
  },
  notion: {
    page: "https://www.notion.so/profile/integrations > your integration > Webhooks",
    urlField: "Webhook URL",
    typesField: "Events",
    secret: "the verification token that Notion posts to the URL first, and that you paste back there",
  },
  zoom: {
    page: "https://marketplace.zoom.us/user/build > your app > Feature > Event Subscriptions",
    urlField: "Event notification endpoint URL",
    typesField: "Add Events",
    secret: "Feature > Secret Token",
  },
  clerk: {
    page: "https://dashboard.clerk.com > Webhooks > Add Endpoint",
    urlField: "Endpoint URL",
    typesField: "Subscribe to events",
    secret: "the endpoint's page, Signing Secret",
  },
  braintree: {
    page: "Control Panel > gear > API > Webhooks > Create new webhook",
    urlField: "Destination URL",
    typesField: "the list of notifications",
    secret: "gear > API > Keys: public:private key",
  },
  plaid: {
    page: "https://dashboard.plaid.com/developers/webhooks, or the field webhook of /link/token/create",
    urlField: "Webhook URL",
    typesField: "Event type",
    secret: "none: Plaid signs with keys that it publishes; set the client's id and secret in the settings",
  },
  paystack: {
    page: "https://dashboard.paystack.com/#/settings/developers",
    urlField: "Webhook URL (test and live)",
    secret: "the same page: the secret key sk_…",
  },
  flutterwave: {
    page: "https://app.flutterwave.com/dashboard/settings/webhooks",
    urlField: "URL",
    secret: "the field Secret hash: you choose it",
  },
  "coinbase-commerce": {
    page: "https://beta.commerce.coinbase.com/settings/notifications > Add an endpoint",
    urlField: "Endpoint",
    secret: "Show shared secret",
  },
  openai: {
    page: "https://platform.openai.com/settings/project/webhooks > Create",
    urlField: "URL",
    typesField: "Event types",
    secret: shownOnce,
  },
  dropbox: {
    page: "https://www.dropbox.com/developers/apps > your app > Settings > Webhooks",
    urlField: "Webhook URIs",
    secret: "Settings > App secret",
  },
  xero: {
    page: "https://developer.xero.com/app/manage > your app > Webhooks",
    urlField: "Send notifications to",
    typesField: "What events should trigger notifications?",
    secret: "the same page: Webhooks key",
  },
  intuit: {
    page: "https://developer.intuit.com/app/developer/dashboard > your app > Webhooks",
    urlField: "Endpoint URL",
    typesField: "Events",
    secret: "the same page: Verifier token",
  },
  "modern-treasury": {
    page: "https://app.moderntreasury.com/developers/webhooks > Add endpoint",
    urlField: "URL",
    typesField: "Topics",
    secret: "the endpoint's page: Webhook key",
  },
};

/** Where people make an endpoint of a provider; `undefined` where it is not known, or an API makes it. */
export function manualPage(provider: string): ManualPage | undefined {
  return Object.hasOwn(pages, provider) ? pages[provider] : undefined;
}

export interface ManualSteps {
  readonly page: string;
  /** What to enter, field by field. */
  readonly fields: readonly { readonly field: string; readonly value: string }[];
  /** Where the secret comes from, and where it goes. */
  readonly secret: string;
}

/** What a person enters where for a source whose endpoint no API makes. */
export function manualSteps({
  provider,
  url,
  types,
  secretPlace,
}: {
  readonly provider: Pick<Provider, "id" | "name" | "docs">;
  readonly url: string;
  /** In the preset's words; `*` for all. Empty: no consumer uses any. */
  readonly types: readonly string[];
  /** What to do with the secret, as a sentence without its full stop. */
  readonly secretPlace: string;
}): ManualSteps {
  const page = manualPage(provider.id);
  const named =
    types.length === 0 ? "those that you need: no consumer of the router uses any yet" : types.join(", ");
  const all = types.includes("*") ? "all" : named;
  return {
    page: page?.page ?? `${provider.name}'s settings for webhooks; see ${provider.docs}`,
    fields: [
      { field: page?.urlField ?? "URL", value: url },
      ...(page !== undefined && page.typesField === undefined
        ? []
        : [{ field: page?.typesField ?? "Events", value: all }]),
    ],
    secret: `${page?.secret ?? "as that page says"}. ${secretPlace}`,
  };
}
