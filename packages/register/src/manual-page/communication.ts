import type { ManualPage } from "../manual.ts";

/** Messages, calls, video, chat and models: where their endpoints are made by hand. */
export const communicationPages: Readonly<Record<string, ManualPage>> = {
  anthropic: {
    page: "https://platform.claude.com > Settings > Webhooks > Add endpoint",
    urlField: "Endpoint URL",
    typesField: "Events",
    secret: "shown once when the endpoint is made: whsec_…",
  },
  cursor: {
    page: "the field webhook of each agent that is launched: POST https://api.cursor.com/v0/agents",
    urlField: "webhook.url",
    secret: "webhook.secret: you choose it, at least 32 characters",
  },
  deepgram: {
    page: "the query parameter callback of each request to https://api.deepgram.com/v1/listen",
    urlField: "callback",
    secret: "user:password in the callback's address, or the id of the API key in dg-token",
  },
  firecrawl: {
    page: "the field webhook of each job: POST https://api.firecrawl.dev/v2/crawl",
    urlField: "webhook.url",
    typesField: "webhook.events",
    secret: "https://www.firecrawl.dev/app/settings > Advanced: HMAC secret",
  },
  liveblocks: {
    page: "https://liveblocks.io/dashboard > your project > Webhooks > Create endpoint",
    urlField: "Endpoint URL",
    typesField: "Events",
    secret: "the endpoint's page: Signing Secret",
  },
  livekit: {
    page: "https://cloud.livekit.io > your project > Settings > Webhooks > Create new webhook; self-hosted: webhook.urls of livekit.yaml",
    urlField: "URL",
    secret: "Signing API key: the key's id and secret, as key:secret",
  },
  messagebird: {
    page: "https://dashboard.messagebird.com > Developers > your flow, number or channel: Webhook",
    urlField: "Webhook URL",
    secret: "https://dashboard.messagebird.com/developers/settings: Signing key",
  },
  "ms-teams-outgoing": {
    page: "Microsoft Teams > your team > Manage team > Apps > Create an outgoing webhook",
    urlField: "Callback URL",
    secret: "shown once when it is made: the HMAC security token",
  },
  plivo: {
    page: "https://console.plivo.com > Voice or Messaging > Applications > your application",
    urlField: "Answer URL, Hangup URL or Message URL",
    secret: "https://console.plivo.com/dashboard: Auth Token",
  },
  pusher: {
    page: "https://dashboard.pusher.com > your app > Webhooks > Add webhook",
    urlField: "Webhook URL",
    typesField: "Event type",
    secret: "App Keys: key and secret, as key:secret",
  },
  replicate: {
    page: "the field webhook of each prediction: POST https://api.replicate.com/v1/predictions",
    urlField: "webhook",
    typesField: "webhook_events_filter",
    secret: "GET https://api.replicate.com/v1/webhooks/default/secret: key",
  },
  retell: {
    page: "https://dashboard.retellai.com > Settings > Webhooks, or an agent's Webhook Settings",
    urlField: "Webhook URL",
    typesField: "Webhook events",
    secret: "Settings > API Keys: the key with the webhook badge",
  },
  segment: {
    page: "https://app.segment.com > Connections > Catalog > Webhooks (Actions) > Add destination > Mappings",
    urlField: "URL",
    typesField: "Trigger",
    secret: "the destination's settings > Shared Secret: you choose it",
  },
  sinch: {
    page: "https://dashboard.sinch.com > Conversation API > Apps > your app > Webhooks > Add webhook",
    urlField: "Target URL",
    typesField: "Triggers",
    secret: "Secret token: you choose it",
  },
  stream: {
    page: "https://dashboard.getstream.io > your app > Webhook & event configuration > Add webhook",
    urlField: "Webhook URL",
    typesField: "Events",
    secret: "the app's overview: API key and secret, as the preset takes them",
  },
  vapi: {
    page: "https://dashboard.vapi.ai > Settings > Server, or the server of an assistant or number",
    urlField: "Server URL",
    typesField: "Server messages",
    secret: "Custom credentials > HMAC: the secret key that you choose",
  },
  vonage: {
    page: "https://dashboard.nexmo.com/applications > your application > Capabilities",
    urlField: "Inbound URL and Status URL (Answer and Event URL for voice)",
    secret: "https://dashboard.nexmo.com/settings: Signature secret",
  },
};
