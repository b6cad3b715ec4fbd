import type { ManualPage } from "../manual.ts";

/** Shops, payments, people, forms: where their endpoints are made by hand. */
export const businessPages: Readonly<Record<string, ManualPage>> = {
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
};
