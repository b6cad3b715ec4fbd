import type { ProviderSamples } from "./sample.ts";
import { acuity } from "./acuity.ts";
import { adobeSign } from "./adobe-sign.ts";
import { adyen } from "./adyen.ts";
import { adyenPlatform } from "./adyen-platform.ts";
import { airtable } from "./airtable.ts";
import { airwallex } from "./airwallex.ts";
import { anthropic } from "./anthropic.ts";
import { asana } from "./asana.ts";
import { attio } from "./attio.ts";
import { auth0 } from "./auth0.ts";
import { awsSns } from "./aws-sns.ts";
import { azureEventGrid } from "./azure-event-grid.ts";
import { bigcommerce } from "./bigcommerce.ts";
import { bitbucket } from "./bitbucket.ts";
import { box } from "./box.ts";
import { braintree } from "./braintree.ts";
import { buildkite } from "./buildkite.ts";
import { calCom } from "./cal-com.ts";
import { calendly } from "./calendly.ts";
import { cashfree } from "./cashfree.ts";
import { chargebee } from "./chargebee.ts";
import { checkr } from "./checkr.ts";
import { circleci } from "./circleci.ts";
import { clerk } from "./clerk.ts";
import { clickup } from "./clickup.ts";
import { cloudevents } from "./cloudevents.ts";
import { cloudflareStream } from "./cloudflare-stream.ts";
import { cloudinary } from "./cloudinary.ts";
import { coinbaseCdp } from "./coinbase-cdp.ts";
import { coinbaseCommerce } from "./coinbase-commerce.ts";
import { contentful } from "./contentful.ts";
import { cursor } from "./cursor.ts";
import { customerIo } from "./customer-io.ts";
import { datadog } from "./datadog.ts";
import { deepgram } from "./deepgram.ts";
import { discord } from "./discord.ts";
import { dockerHub } from "./docker-hub.ts";
import { docusign } from "./docusign.ts";
import { dropbox } from "./dropbox.ts";
import { dropboxSign } from "./dropbox-sign.ts";
import { easypost } from "./easypost.ts";
import { ebay } from "./ebay.ts";
import { elevenlabs } from "./elevenlabs.ts";
import { expo } from "./expo.ts";
import { fastspring } from "./fastspring.ts";
import { figma } from "./figma.ts";
import { firecrawl } from "./firecrawl.ts";
import { flutterwave } from "./flutterwave.ts";
import { formstack } from "./formstack.ts";
import { fusionauth } from "./fusionauth.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { gocardless } from "./gocardless.ts";
import { googlePubsub } from "./google-pubsub.ts";
import { helpscout } from "./helpscout.ts";
import { hookdeck } from "./hookdeck.ts";
import { hubspot } from "./hubspot.ts";
import { infisical } from "./infisical.ts";
import { intercom } from "./intercom.ts";
import { intuit } from "./intuit.ts";
import { jira } from "./jira.ts";
import { klaviyo } from "./klaviyo.ts";
import { launchdarkly } from "./launchdarkly.ts";
import { lemonSqueezy } from "./lemon-squeezy.ts";
import { line } from "./line.ts";
import { linear } from "./linear.ts";
import { lithic } from "./lithic.ts";
import { liveblocks } from "./liveblocks.ts";
import { livekit } from "./livekit.ts";
import { mailchimp } from "./mailchimp.ts";
import { mailerlite } from "./mailerlite.ts";
import { mailgun } from "./mailgun.ts";
import { mandrill } from "./mandrill.ts";
import { mautic } from "./mautic.ts";
import { mercadoPago } from "./mercado-pago.ts";
import { messagebird } from "./messagebird.ts";
import { meta } from "./meta.ts";
import { metronome } from "./metronome.ts";
import { microsoftGraph } from "./microsoft-graph.ts";
import { modernTreasury } from "./modern-treasury.ts";
import { mollie } from "./mollie.ts";
import { mollieClassic } from "./mollie-classic.ts";
import { monday } from "./monday.ts";
import { msTeamsOutgoing } from "./ms-teams-outgoing.ts";
import { mux } from "./mux.ts";
import { netlify } from "./netlify.ts";
import { notion } from "./notion.ts";
import { npmHooks } from "./npm-hooks.ts";
import { nylas } from "./nylas.ts";
import { okta } from "./okta.ts";
import { onfido } from "./onfido.ts";
import { onfleet } from "./onfleet.ts";
import { openai } from "./openai.ts";
import { paddle } from "./paddle.ts";
import { pagerduty } from "./pagerduty.ts";
import { paypal } from "./paypal.ts";
import { paystack } from "./paystack.ts";
import { persona } from "./persona.ts";
import { pipedrive } from "./pipedrive.ts";
import { plaid } from "./plaid.ts";
import { plain } from "./plain.ts";
import { planetscale } from "./planetscale.ts";
import { plivo } from "./plivo.ts";
import { polar } from "./polar.ts";
import { postmark } from "./postmark.ts";
import { pusher } from "./pusher.ts";
import { razorpay } from "./razorpay.ts";
import { recharge } from "./recharge.ts";
import { recurly } from "./recurly.ts";
import { replicate } from "./replicate.ts";
import { resend } from "./resend.ts";
import { retell } from "./retell.ts";
import { ripple } from "./ripple.ts";
import { sanity } from "./sanity.ts";
import { segment } from "./segment.ts";
import { sendgrid } from "./sendgrid.ts";
import { sentry } from "./sentry.ts";
import { shopify } from "./shopify.ts";
import { sinch } from "./sinch.ts";
import { slack } from "./slack.ts";
import { smartsheet } from "./smartsheet.ts";
import { square } from "./square.ts";
import { standardWebhooks } from "./standard-webhooks.ts";
import { strava } from "./strava.ts";
import { stream } from "./stream.ts";
import { stripe } from "./stripe.ts";
import { supabaseAuthHook } from "./supabase-auth-hook.ts";
import { supabaseDb } from "./supabase-db.ts";
import { surveymonkey } from "./surveymonkey.ts";
import { svix } from "./svix.ts";
import { taiga } from "./taiga.ts";
import { tailscale } from "./tailscale.ts";
import { tally } from "./tally.ts";
import { telegram } from "./telegram.ts";
import { telnyx } from "./telnyx.ts";
import { trello } from "./trello.ts";
import { twilio } from "./twilio.ts";
import { twitch } from "./twitch.ts";
import { typeform } from "./typeform.ts";
import { vapi } from "./vapi.ts";
import { vercel } from "./vercel.ts";
import { viber } from "./viber.ts";
import { vonage } from "./vonage.ts";
import { webex } from "./webex.ts";
import { webflow } from "./webflow.ts";
import { wise } from "./wise.ts";
import { woocommerce } from "./woocommerce.ts";
import { workos } from "./workos.ts";
import { xTwitter } from "./x-twitter.ts";
import { xero } from "./xero.ts";
import { zendesk } from "./zendesk.ts";
import { zoom } from "./zoom.ts";

/** Samples by provider id. Not imported by any provider: what is deployed does not carry them. */
export const samples: Readonly<Record<string, ProviderSamples>> = {
  acuity,
  "adobe-sign": adobeSign,
  adyen,
  "adyen-platform": adyenPlatform,
  airtable,
  airwallex,
  anthropic,
  asana,
  attio,
  auth0,
  "aws-sns": awsSns,
  "azure-event-grid": azureEventGrid,
  bigcommerce,
  bitbucket,
  box,
  braintree,
  buildkite,
  "cal-com": calCom,
  calendly,
  cashfree,
  chargebee,
  checkr,
  circleci,
  clerk,
  clickup,
  cloudevents,
  "cloudflare-stream": cloudflareStream,
  cloudinary,
  "coinbase-cdp": coinbaseCdp,
  "coinbase-commerce": coinbaseCommerce,
  contentful,
  cursor,
  "customer-io": customerIo,
  datadog,
  deepgram,
  discord,
  "docker-hub": dockerHub,
  docusign,
  dropbox,
  "dropbox-sign": dropboxSign,
  easypost,
  ebay,
  elevenlabs,
  expo,
  fastspring,
  figma,
  firecrawl,
  flutterwave,
  formstack,
  fusionauth,
  github,
  gitlab,
  gocardless,
  "google-pubsub": googlePubsub,
  helpscout,
  hookdeck,
  hubspot,
  infisical,
  intercom,
  intuit,
  jira,
  klaviyo,
  launchdarkly,
  "lemon-squeezy": lemonSqueezy,
  line,
  linear,
  lithic,
  liveblocks,
  livekit,
  mailchimp,
  mailerlite,
  mailgun,
  mandrill,
  mautic,
  "mercado-pago": mercadoPago,
  messagebird,
  meta,
  metronome,
  "microsoft-graph": microsoftGraph,
  "modern-treasury": modernTreasury,
  mollie,
  "mollie-classic": mollieClassic,
  monday,
  "ms-teams-outgoing": msTeamsOutgoing,
  mux,
  netlify,
  notion,
  "npm-hooks": npmHooks,
  nylas,
  okta,
  onfido,
  onfleet,
  openai,
  paddle,
  pagerduty,
  paypal,
  paystack,
  persona,
  pipedrive,
  plaid,
  plain,
  planetscale,
  plivo,
  polar,
  postmark,
  pusher,
  razorpay,
  recharge,
  recurly,
  replicate,
  resend,
  retell,
  ripple,
  sanity,
  segment,
  sendgrid,
  sentry,
  shopify,
  sinch,
  slack,
  smartsheet,
  square,
  "standard-webhooks": standardWebhooks,
  strava,
  stream,
  stripe,
  "supabase-auth-hook": supabaseAuthHook,
  "supabase-db": supabaseDb,
  surveymonkey,
  svix,
  taiga,
  tailscale,
  tally,
  telegram,
  telnyx,
  trello,
  twilio,
  twitch,
  typeform,
  vapi,
  vercel,
  viber,
  vonage,
  webex,
  webflow,
  wise,
  woocommerce,
  workos,
  "x-twitter": xTwitter,
  xero,
  zendesk,
  zoom,
};

export { createSampleContext, defineSamples } from "./sample.ts";
export type { ProviderSamples, SampleContext, SampleEvent } from "./sample.ts";
