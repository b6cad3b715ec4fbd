import { acuityClient } from "./client/acuity.ts";
import { adobeSignClient } from "./client/adobe-sign.ts";
import { adyenClient } from "./client/adyen.ts";
import { airtableClient } from "./client/airtable.ts";
import { asanaClient } from "./client/asana.ts";
import { attioClient } from "./client/attio.ts";
import { auth0Client } from "./client/auth0.ts";
import { awsSnsClient } from "./client/aws-sns.ts";
import { azureEventGridClient } from "./client/azure-event-grid.ts";
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
import { coinbaseCdpClient } from "./client/coinbase-cdp.ts";
import { coinbaseCommerceClient } from "./client/coinbase-commerce.ts";
import { contentfulClient } from "./client/contentful.ts";
import { customerIoClient } from "./client/customer-io.ts";
import { datadogClient } from "./client/datadog.ts";
import { discordClient } from "./client/discord.ts";
import { dockerHubClient } from "./client/docker-hub.ts";
import { docusignClient } from "./client/docusign.ts";
import { dropboxSignClient } from "./client/dropbox-sign.ts";
import { easypostClient } from "./client/easypost.ts";
import { ebayClient } from "./client/ebay.ts";
import { elevenlabsClient } from "./client/elevenlabs.ts";
import { figmaClient } from "./client/figma.ts";
import { githubClient } from "./client/github.ts";
import { gitlabClient } from "./client/gitlab.ts";
import { gocardlessClient } from "./client/gocardless.ts";
import { googlePubsubClient } from "./client/google-pubsub.ts";
import { helpscoutClient } from "./client/helpscout.ts";
import { hubspotClient } from "./client/hubspot.ts";
import { jiraClient } from "./client/jira.ts";
import { klaviyoClient } from "./client/klaviyo.ts";
import { launchdarklyClient } from "./client/launchdarkly.ts";
import { lemonSqueezyClient } from "./client/lemon-squeezy.ts";
import { lineClient } from "./client/line.ts";
import { linearClient } from "./client/linear.ts";
import { lithicClient } from "./client/lithic.ts";
import { mailchimpClient } from "./client/mailchimp.ts";
import { mailerliteClient } from "./client/mailerlite.ts";
import { mailgunClient } from "./client/mailgun.ts";
import { mandrillClient } from "./client/mandrill.ts";
import { metaClient } from "./client/meta.ts";
import { microsoftGraphClient } from "./client/microsoft-graph.ts";
import { modernTreasuryClient } from "./client/modern-treasury.ts";
import { mollieClient } from "./client/mollie.ts";
import { muxClient } from "./client/mux.ts";
import { netlifyClient } from "./client/netlify.ts";
import { npmHooksClient } from "./client/npm-hooks.ts";
import { nylasClient } from "./client/nylas.ts";
import { oktaClient } from "./client/okta.ts";
import { onfidoClient } from "./client/onfido.ts";
import { onfleetClient } from "./client/onfleet.ts";
import { paddleClient } from "./client/paddle.ts";
import { pagerdutyClient } from "./client/pagerduty.ts";
import { paypalClient } from "./client/paypal.ts";
import { personaClient } from "./client/persona.ts";
import { pipedriveClient } from "./client/pipedrive.ts";
import { planetscaleClient } from "./client/planetscale.ts";
import { polarClient } from "./client/polar.ts";
import { postmarkClient } from "./client/postmark.ts";
import { razorpayClient } from "./client/razorpay.ts";
import { rechargeClient } from "./client/recharge.ts";
import { resendClient } from "./client/resend.ts";
import { sanityClient } from "./client/sanity.ts";
import { sendgridClient } from "./client/sendgrid.ts";
import { sentryClient } from "./client/sentry.ts";
import { shopifyClient } from "./client/shopify.ts";
import { slackClient } from "./client/slack.ts";
import { smartsheetClient } from "./client/smartsheet.ts";
import { squareClient } from "./client/square.ts";
import { stravaClient } from "./client/strava.ts";
import { stripeClient } from "./client/stripe.ts";
import { surveymonkeyClient } from "./client/surveymonkey.ts";
import { svixClient } from "./client/svix.ts";
import { tailscaleClient } from "./client/tailscale.ts";
import { tallyClient } from "./client/tally.ts";
import { telegramClient } from "./client/telegram.ts";
import { telnyxClient } from "./client/telnyx.ts";
import { trelloClient } from "./client/trello.ts";
import { twilioClient } from "./client/twilio.ts";
import { twitchClient } from "./client/twitch.ts";
import { typeformClient } from "./client/typeform.ts";
import { vercelClient } from "./client/vercel.ts";
import { viberClient } from "./client/viber.ts";
import { webexClient } from "./client/webex.ts";
import { webflowClient } from "./client/webflow.ts";
import { wiseClient } from "./client/wise.ts";
import { woocommerceClient } from "./client/woocommerce.ts";
import { workosClient } from "./client/workos.ts";
import { xTwitterClient } from "./client/x-twitter.ts";
import { zendeskClient } from "./client/zendesk.ts";
import type { ProviderClient } from "./endpoint/endpoint.ts";

/** Every provider whose API Hookyard speaks. */
export const clients: readonly ProviderClient[] = [
  acuityClient,
  adobeSignClient,
  adyenClient,
  airtableClient,
  asanaClient,
  attioClient,
  auth0Client,
  awsSnsClient,
  azureEventGridClient,
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
  coinbaseCdpClient,
  coinbaseCommerceClient,
  contentfulClient,
  customerIoClient,
  datadogClient,
  discordClient,
  dockerHubClient,
  docusignClient,
  dropboxSignClient,
  easypostClient,
  ebayClient,
  elevenlabsClient,
  figmaClient,
  githubClient,
  gitlabClient,
  gocardlessClient,
  googlePubsubClient,
  helpscoutClient,
  hubspotClient,
  jiraClient,
  klaviyoClient,
  launchdarklyClient,
  lemonSqueezyClient,
  lineClient,
  linearClient,
  lithicClient,
  mailchimpClient,
  mailerliteClient,
  mailgunClient,
  mandrillClient,
  metaClient,
  microsoftGraphClient,
  modernTreasuryClient,
  mollieClient,
  muxClient,
  netlifyClient,
  npmHooksClient,
  nylasClient,
  oktaClient,
  onfidoClient,
  onfleetClient,
  paddleClient,
  pagerdutyClient,
  paypalClient,
  personaClient,
  pipedriveClient,
  planetscaleClient,
  polarClient,
  postmarkClient,
  razorpayClient,
  rechargeClient,
  resendClient,
  sanityClient,
  sendgridClient,
  sentryClient,
  shopifyClient,
  slackClient,
  smartsheetClient,
  squareClient,
  stravaClient,
  stripeClient,
  surveymonkeyClient,
  svixClient,
  tailscaleClient,
  tallyClient,
  telegramClient,
  telnyxClient,
  trelloClient,
  twilioClient,
  twitchClient,
  typeformClient,
  vercelClient,
  viberClient,
  webexClient,
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
