import type { providers } from "../providers.ts";

/**
 * The thirty providers that teams connect most often, by what hosted webhook products and SDKs list first: each has at
 * least three samples of different kinds. A judgement, not a measurement.
 */
export const mostUsed = [
  "adyen",
  "bitbucket",
  "calendly",
  "clerk",
  "discord",
  "github",
  "gitlab",
  "hubspot",
  "intercom",
  "jira",
  "lemon-squeezy",
  "linear",
  "mailgun",
  "meta",
  "notion",
  "paddle",
  "paypal",
  "postmark",
  "resend",
  "sendgrid",
  "sentry",
  "shopify",
  "slack",
  "square",
  "stripe",
  "telegram",
  "twilio",
  "vercel",
  "zendesk",
  "zoom",
] as const satisfies readonly (keyof typeof providers)[];
