import type { ManualPage } from "../manual.ts";

/** Clouds, registries and tools of developers: where their endpoints are made by hand. */
export const developerPages: Readonly<Record<string, ManualPage>> = {
  buildkite: {
    page: "https://buildkite.com > your organization > Settings > Notification Services > Add > Webhook",
    urlField: "Webhook URL",
    typesField: "Events",
    secret: "Token: choose Send an HMAC signature",
  },
  cloudevents: {
    page: "whatever sends the CloudEvents: its sink or target",
    urlField: "URL",
    secret: "a bearer token that you choose and the sender is set to",
  },
  fusionauth: {
    page: "your FusionAuth > Settings > Webhooks > Add; then the tenant's Webhooks tab",
    urlField: "URL",
    typesField: "Events",
    secret: "Security > Sign events: the key, of Settings > Key Master",
  },
  hookdeck: {
    page: "https://dashboard.hookdeck.com > Destinations > New destination",
    urlField: "URL",
    secret: "Settings > Project > Secrets: Signing Secret",
  },
  infisical: {
    page: "https://app.infisical.com > your project > Project Settings > Webhooks > Add Webhook",
    urlField: "Webhook URL",
    secret: "Secret Key: you choose it",
  },
  "standard-webhooks": {
    page: "the sender's own page for webhooks",
    urlField: "URL",
    typesField: "Event types",
    secret: "the endpoint's signing secret: whsec_…",
  },
  "supabase-auth-hook": {
    page: "https://supabase.com/dashboard > your project > Authentication > Auth Hooks > Add hook > HTTPS",
    urlField: "URL",
    typesField: "Hook type",
    secret: "Generate secret: v1,whsec_…",
  },
  "supabase-db": {
    page: "https://supabase.com/dashboard > your project > Integrations > Database Webhooks > Create a new hook",
    urlField: "URL",
    typesField: "Table and events",
    secret: "HTTP Headers: the header and value that you choose, since Supabase signs nothing",
  },
  taiga: {
    page: "your Taiga > the project > Settings > Integrations > Webhooks > New webhook",
    urlField: "URL",
    secret: "Service key: you choose it",
  },
};
