import type { ManualPage } from "../manual.ts";

/** Clouds, registries and tools of developers: where their endpoints are made by hand. */
export const developerPages: Readonly<Record<string, ManualPage>> = {
  "aws-sns": {
    page: "aws sns subscribe --topic-arn <topic> --protocol https --notification-endpoint <URL>, or the topic's page > Create subscription",
    urlField: "Endpoint",
    secret:
      "none: SNS signs with certificates that it publishes; name the topics in the settings. The subscription is confirmed by itself",
  },
  "azure-event-grid": {
    page: "Azure portal > your topic or resource > Events > + Event Subscription, or az eventgrid event-subscription create",
    urlField: "Endpoint: Web Hook",
    typesField: "Filter to Event Types",
    secret:
      "a query parameter or header of your choice: Delivery properties, or ?secret=… at the end of the URL. Choose Cloud Event Schema v1.0",
  },
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
  "docker-hub": {
    page: "https://hub.docker.com > your repository > Webhooks",
    urlField: "Webhook URL, with ?secret=… at its end",
    secret: "the word that you choose for the URL: Docker Hub signs nothing",
  },
  fusionauth: {
    page: "your FusionAuth > Settings > Webhooks > Add; then the tenant's Webhooks tab",
    urlField: "URL",
    typesField: "Events",
    secret: "Security > Sign events: the key, of Settings > Key Master",
  },
  "google-pubsub": {
    page: "gcloud pubsub subscriptions create … --push-endpoint=<URL> --push-auth-service-account=<account>",
    urlField: "push-endpoint",
    secret:
      "none: Google signs with keys that it publishes; name the audience and the service account in the settings",
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
  launchdarkly: {
    page: "https://app.launchdarkly.com > Organization settings > Integrations > Webhooks > Add integration",
    urlField: "URL",
    typesField: "Policy",
    secret: "Sign this webhook: Secret",
  },
  "npm-hooks": {
    page: "npm hook add <package> <URL> <secret>; it asks for no secret by itself, so keep the line out of the shell's history with a space in front",
    urlField: "url",
    secret: "the third word: you choose it",
  },
  planetscale: {
    page: "https://app.planetscale.com > your database > Settings > Webhooks > Add webhook",
    urlField: "URL",
    typesField: "Events",
    secret: "the webhook's page: Secret",
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
  tailscale: {
    page: "https://login.tailscale.com/admin/settings/webhooks > Add endpoint",
    urlField: "URL",
    typesField: "Events",
    secret: "shown once when the endpoint is made: tskey-webhook-…",
  },
};
