import { adyenClient } from "./client/adyen.ts";
import { airtableClient } from "./client/airtable.ts";
import { asanaClient } from "./client/asana.ts";
import { auth0Client } from "./client/auth0.ts";
import { bigcommerceClient } from "./client/bigcommerce.ts";
import { bitbucketClient } from "./client/bitbucket.ts";
import { boxClient } from "./client/box.ts";
import { calComClient } from "./client/cal-com.ts";
import { calendlyClient } from "./client/calendly.ts";
import { chargebeeClient } from "./client/chargebee.ts";
import { checkrClient } from "./client/checkr.ts";
import { circleciClient } from "./client/circleci.ts";
import { clickupClient } from "./client/clickup.ts";
import { cloudflareStreamClient } from "./client/cloudflare-stream.ts";
import { cloudinaryClient } from "./client/cloudinary.ts";
import { coinbaseCommerceClient } from "./client/coinbase-commerce.ts";
import { contentfulClient } from "./client/contentful.ts";
import { customerIoClient } from "./client/customer-io.ts";
import { datadogClient } from "./client/datadog.ts";
import { discordClient } from "./client/discord.ts";
import { docusignClient } from "./client/docusign.ts";
import { dropboxSignClient } from "./client/dropbox-sign.ts";
import { easypostClient } from "./client/easypost.ts";
import { figmaClient } from "./client/figma.ts";
import { githubClient } from "./client/github.ts";
import { gitlabClient } from "./client/gitlab.ts";
import { gocardlessClient } from "./client/gocardless.ts";
import { hubspotClient } from "./client/hubspot.ts";
import { jiraClient } from "./client/jira.ts";
import { klaviyoClient } from "./client/klaviyo.ts";
import { lemonSqueezyClient } from "./client/lemon-squeezy.ts";
import { lineClient } from "./client/line.ts";
import { linearClient } from "./client/linear.ts";
import { lithicClient } from "./client/lithic.ts";
import { mailchimpClient } from "./client/mailchimp.ts";
import { mailgunClient } from "./client/mailgun.ts";
import { mandrillClient } from "./client/mandrill.ts";
import { metaClient } from "./client/meta.ts";
import { microsoftGraphClient } from "./client/microsoft-graph.ts";
import { modernTreasuryClient } from "./client/modern-treasury.ts";
import { mollieClient } from "./client/mollie.ts";
import { netlifyClient } from "./client/netlify.ts";
import { oktaClient } from "./client/okta.ts";
import { onfidoClient } from "./client/onfido.ts";
import { paddleClient } from "./client/paddle.ts";
import { pagerdutyClient } from "./client/pagerduty.ts";
import { paypalClient } from "./client/paypal.ts";
import { personaClient } from "./client/persona.ts";
import { pipedriveClient } from "./client/pipedrive.ts";
import { polarClient } from "./client/polar.ts";
import { postmarkClient } from "./client/postmark.ts";
import { razorpayClient } from "./client/razorpay.ts";
import { rechargeClient } from "./client/recharge.ts";
import { resendClient } from "./client/resend.ts";
import { sanityClient } from "./client/sanity.ts";
import { sendgridClient } from "./client/sendgrid.ts";
import { sentryClient } from "./client/sentry.ts";
import { shopifyClient } from "./client/shopify.ts";
import { smartsheetClient } from "./client/smartsheet.ts";
import { squareClient } from "./client/square.ts";
import { stravaClient } from "./client/strava.ts";
import { stripeClient } from "./client/stripe.ts";
import { svixClient } from "./client/svix.ts";
import { telegramClient } from "./client/telegram.ts";
import { telnyxClient } from "./client/telnyx.ts";
import { trelloClient } from "./client/trello.ts";
import { twilioClient } from "./client/twilio.ts";
import { twitchClient } from "./client/twitch.ts";
import { typeformClient } from "./client/typeform.ts";
import { vercelClient } from "./client/vercel.ts";
import { viberClient } from "./client/viber.ts";
import { webflowClient } from "./client/webflow.ts";
import { wiseClient } from "./client/wise.ts";
import { woocommerceClient } from "./client/woocommerce.ts";
import { workosClient } from "./client/workos.ts";
import { xTwitterClient } from "./client/x-twitter.ts";
import { zendeskClient } from "./client/zendesk.ts";
import type { ProviderClient } from "./endpoint/endpoint.ts";

/** Every provider whose API Hookyard speaks. */
export const clients: readonly ProviderClient[] = [
  adyenClient,
  airtableClient,
  asanaClient,
  auth0Client,
  bigcommerceClient,
  bitbucketClient,
  boxClient,
  calComClient,
  calendlyClient,
  chargebeeClient,
  checkrClient,
  circleciClient,
  clickupClient,
  cloudflareStreamClient,
  cloudinaryClient,
  coinbaseCommerceClient,
  contentfulClient,
  customerIoClient,
  datadogClient,
  discordClient,
  docusignClient,
  dropboxSignClient,
  easypostClient,
  figmaClient,
  githubClient,
  gitlabClient,
  gocardlessClient,
  hubspotClient,
  jiraClient,
  klaviyoClient,
  lemonSqueezyClient,
  lineClient,
  linearClient,
  lithicClient,
  mailchimpClient,
  mailgunClient,
  mandrillClient,
  metaClient,
  microsoftGraphClient,
  modernTreasuryClient,
  mollieClient,
  netlifyClient,
  oktaClient,
  onfidoClient,
  paddleClient,
  pagerdutyClient,
  paypalClient,
  personaClient,
  pipedriveClient,
  polarClient,
  postmarkClient,
  razorpayClient,
  rechargeClient,
  resendClient,
  sanityClient,
  sendgridClient,
  sentryClient,
  shopifyClient,
  smartsheetClient,
  squareClient,
  stravaClient,
  stripeClient,
  svixClient,
  telegramClient,
  telnyxClient,
  trelloClient,
  twilioClient,
  twitchClient,
  typeformClient,
  vercelClient,
  viberClient,
  webflowClient,
  wiseClient,
  woocommerceClient,
  workosClient,
  xTwitterClient,
  zendeskClient,
];

/** The client of a provider, by the preset's id; `undefined` where its endpoints are made by hand. */
export function clientFor(provider: string): ProviderClient | undefined {
  return clients.find((client) => client.provider === provider);
}
