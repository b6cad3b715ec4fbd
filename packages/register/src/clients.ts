import { adyenClient } from "./client/adyen.ts";
import { asanaClient } from "./client/asana.ts";
import { bitbucketClient } from "./client/bitbucket.ts";
import { calComClient } from "./client/cal-com.ts";
import { circleciClient } from "./client/circleci.ts";
import { clickupClient } from "./client/clickup.ts";
import { calendlyClient } from "./client/calendly.ts";
import { discordClient } from "./client/discord.ts";
import { githubClient } from "./client/github.ts";
import { gitlabClient } from "./client/gitlab.ts";
import { gocardlessClient } from "./client/gocardless.ts";
import { hubspotClient } from "./client/hubspot.ts";
import { lemonSqueezyClient } from "./client/lemon-squeezy.ts";
import { linearClient } from "./client/linear.ts";
import { mailgunClient } from "./client/mailgun.ts";
import { mollieClient } from "./client/mollie.ts";
import { paddleClient } from "./client/paddle.ts";
import { pagerdutyClient } from "./client/pagerduty.ts";
import { paypalClient } from "./client/paypal.ts";
import { polarClient } from "./client/polar.ts";
import { postmarkClient } from "./client/postmark.ts";
import { resendClient } from "./client/resend.ts";
import { sendgridClient } from "./client/sendgrid.ts";
import { sentryClient } from "./client/sentry.ts";
import { shopifyClient } from "./client/shopify.ts";
import { squareClient } from "./client/square.ts";
import { stripeClient } from "./client/stripe.ts";
import { telegramClient } from "./client/telegram.ts";
import { twilioClient } from "./client/twilio.ts";
import { twitchClient } from "./client/twitch.ts";
import { typeformClient } from "./client/typeform.ts";
import { vercelClient } from "./client/vercel.ts";
import { woocommerceClient } from "./client/woocommerce.ts";
import { zendeskClient } from "./client/zendesk.ts";
import type { ProviderClient } from "./endpoint/endpoint.ts";

/** Every provider whose API Hookyard speaks. */
export const clients: readonly ProviderClient[] = [
  adyenClient,
  asanaClient,
  bitbucketClient,
  calComClient,
  circleciClient,
  clickupClient,
  calendlyClient,
  discordClient,
  githubClient,
  gitlabClient,
  gocardlessClient,
  hubspotClient,
  lemonSqueezyClient,
  linearClient,
  mailgunClient,
  mollieClient,
  paddleClient,
  pagerdutyClient,
  paypalClient,
  polarClient,
  postmarkClient,
  resendClient,
  sendgridClient,
  sentryClient,
  shopifyClient,
  squareClient,
  stripeClient,
  telegramClient,
  twilioClient,
  twitchClient,
  typeformClient,
  vercelClient,
  woocommerceClient,
  zendeskClient,
];

/** The client of a provider, by the preset's id; `undefined` where its endpoints are made by hand. */
export function clientFor(provider: string): ProviderClient | undefined {
  return clients.find((client) => client.provider === provider);
}
