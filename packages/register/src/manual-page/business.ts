import type { ManualPage } from "../manual.ts";

/** Shops, payments, people, forms: where their endpoints are made by hand. */
export const businessPages: Readonly<Record<string, ManualPage>> = {
  acuity: {
    page: "https://secure.acuityscheduling.com > Integrations > Webhooks, or POST https://acuityscheduling.com/api/v1/webhooks",
    urlField: "Target",
    typesField: "Event",
    secret: "the API key, under Integrations > API",
  },
  "adobe-sign": {
    page: "https://secure.adobesign.com > Account > Webhooks > Create",
    urlField: "URL",
    typesField: "Events",
    secret: "the application's client id, under Acrobat Sign API > API Applications",
  },
  "adyen-platform": {
    page: "https://balanceplatform-live.adyen.com > Developers > Webhooks > Create webhook",
    urlField: "Server configuration: URL",
    typesField: "Event types",
    secret: "Security: HMAC key > Generate",
  },
  airwallex: {
    page: "https://www.airwallex.com/app/ > Settings > Developer > Webhooks > New webhook (its API makes those of partners alone)",
    urlField: "Notification URL",
    typesField: "Events",
    secret: "the webhook's page: Secret key",
  },
  cashfree: {
    page: "https://merchant.cashfree.com > Developers > Webhooks > Add Webhook Endpoint",
    urlField: "Endpoint URL",
    typesField: "Policy and events",
    secret: "Developers > API Keys: the client secret",
  },
  "coinbase-cdp": {
    page: "https://portal.cdp.coinbase.com > your project > Webhooks > Create, or cdp api: POST /platform/v2/data/webhooks/subscriptions",
    urlField: "target.url",
    typesField: "eventTypes",
    secret: "metadata.secret of the answer that creates it",
  },
  ebay: {
    page: "https://developer.ebay.com/my/keys > Alerts and Notifications",
    urlField: "Marketplace account deletion notification endpoint",
    secret:
      "none: eBay signs with keys that it publishes; choose the Verification token there and set it in the settings",
  },
  expo: {
    page: "npx eas-cli webhook:create, in the app's folder",
    urlField: "Webhook URL",
    typesField: "Webhook event type: BUILD or SUBMIT",
    secret: "Webhook secret: you choose it, at least 16 characters",
  },
  fastspring: {
    page: "https://app.fastspring.com > Developer Tools > Webhooks > Add Webhook",
    urlField: "URL Endpoint",
    typesField: "Events",
    secret: "HMAC SHA256 Secret: you choose it",
  },
  formstack: {
    page: "https://www.formstack.com/admin > your form > Settings > Emails & Actions > Webhook",
    urlField: "Webhook URL",
    secret: "HMAC Key: you choose it. Choose JSON as the content type",
  },
  helpscout: {
    page: "https://secure.helpscout.net/settings/webhooks > Webhooks app > Install",
    urlField: "Callback URL",
    typesField: "Events",
    secret: "Secret Key: you choose it, at most 40 characters",
  },
  mailerlite: {
    page: "https://dashboard.mailerlite.com/integrations > Webhooks > Generate new webhook",
    urlField: "URL",
    typesField: "Events",
    secret: "the webhook's page: Signing secret",
  },
  mautic: {
    page: "your Mautic > Settings > Webhooks > New",
    urlField: "Webhook POST Url",
    typesField: "Webhook Events",
    secret: "Secret: you choose it",
  },
  "mercado-pago": {
    page: "https://www.mercadopago.com/developers/panel/app > your application > Webhooks > Configure notifications",
    urlField: "Production mode URL",
    typesField: "Events",
    secret: "the same page: Secret signature",
  },
  metronome: {
    page: "https://app.metronome.com > Developer > Webhooks > Add",
    urlField: "URL",
    secret: "the webhook's page: Signing secret",
  },
  "mollie-classic": {
    page: "the field webhookUrl of each payment that is created: POST https://api.mollie.com/v2/payments",
    urlField: "webhookUrl",
    secret: "none: Mollie sends an id alone, and the payment is fetched with the API key",
  },
  monday: {
    page: "your board > Integrate > Webhooks, or an app's token: mutation create_webhook, whose webhooks the API shows without their URLs",
    urlField: "Webhook URL",
    typesField: "Event",
    secret: "the app's page: Basic information > Signing Secret",
  },
  onfleet: {
    page: "https://onfleet.com/dashboard > Settings > API & Webhooks > Webhooks > Add",
    urlField: "URL",
    typesField: "Trigger",
    secret: "the same page: Webhook secret",
  },
  plain: {
    page: "https://app.plain.com > Settings > Webhooks > Add webhook target",
    urlField: "URL",
    typesField: "Event types",
    secret: "Settings > Request signing: HMAC secret",
  },
  recurly: {
    page: "your Recurly site > Integrations > Webhooks > Configure",
    urlField: "Endpoint URL",
    typesField: "Notifications",
    secret: "the endpoint's page: Secret key. Choose JSON as the format",
  },
  ripple: {
    page: "https://docs.ripple.com/products/collections: create a webhook with the Collections API",
    urlField: "webhook_url",
    typesField: "event types",
    secret: "signature_verification_key of the answer",
  },
  surveymonkey: {
    page: "POST https://api.surveymonkey.com/v3/webhooks, with an access token of your app",
    urlField: "subscription_url",
    typesField: "event_type",
    secret: "https://developer.surveymonkey.com/apps > your app: client id and client secret, as id:secret",
  },
  tally: {
    page: "https://tally.so > your form > Integrations > Webhooks > Connect",
    urlField: "Endpoint URL",
    secret: "Signing secret: switch it on and copy it",
  },
};
