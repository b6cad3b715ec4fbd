import { acuity } from "./provider/acuity.ts";
import { adobeSign } from "./provider/adobe-sign.ts";
import { adyen } from "./provider/adyen.ts";
import { adyenPlatform } from "./provider/adyen-platform.ts";
import { airtable } from "./provider/airtable.ts";
import { airwallex } from "./provider/airwallex.ts";
import { anthropic } from "./provider/anthropic.ts";
import { asana } from "./provider/asana.ts";
import { attio } from "./provider/attio.ts";
import { auth0 } from "./provider/auth0.ts";
import { awsSns } from "./provider/aws-sns.ts";
import { azureEventGrid } from "./provider/azure-event-grid.ts";
import { bigcommerce } from "./provider/bigcommerce.ts";
import { bitbucket } from "./provider/bitbucket.ts";
import { box } from "./provider/box.ts";
import { braintree } from "./provider/braintree.ts";
import { buildkite } from "./provider/buildkite.ts";
import { calCom } from "./provider/cal-com.ts";
import { calendly } from "./provider/calendly.ts";
import { cashfree } from "./provider/cashfree.ts";
import { chargebee } from "./provider/chargebee.ts";
import { checkr } from "./provider/checkr.ts";
import { circleci } from "./provider/circleci.ts";
import { clerk } from "./provider/clerk.ts";
import { clickup } from "./provider/clickup.ts";
import { cloudevents } from "./provider/cloudevents.ts";
import { cloudflareStream } from "./provider/cloudflare-stream.ts";
import { cloudinary } from "./provider/cloudinary.ts";
import { coinbaseCdp } from "./provider/coinbase-cdp.ts";
import { coinbaseCommerce } from "./provider/coinbase-commerce.ts";
import { contentful } from "./provider/contentful.ts";
import { cursor } from "./provider/cursor.ts";
import { customerIo } from "./provider/customer-io.ts";
import { datadog } from "./provider/datadog.ts";
import { deepgram } from "./provider/deepgram.ts";
import { discord } from "./provider/discord.ts";
import { dockerHub } from "./provider/docker-hub.ts";
import { docusign } from "./provider/docusign.ts";
import { dropbox } from "./provider/dropbox.ts";
import { dropboxSign } from "./provider/dropbox-sign.ts";
import { easypost } from "./provider/easypost.ts";
import { ebay } from "./provider/ebay.ts";
import { elevenlabs } from "./provider/elevenlabs.ts";
import { expo } from "./provider/expo.ts";
import { fastspring } from "./provider/fastspring.ts";
import { figma } from "./provider/figma.ts";
import { firecrawl } from "./provider/firecrawl.ts";
import { flutterwave } from "./provider/flutterwave.ts";
import { formstack } from "./provider/formstack.ts";
import { fusionauth } from "./provider/fusionauth.ts";
import { github } from "./provider/github.ts";
import { gitlab } from "./provider/gitlab.ts";
import { gocardless } from "./provider/gocardless.ts";
import { googlePubsub } from "./provider/google-pubsub.ts";
import { helpscout } from "./provider/helpscout.ts";
import { hookdeck } from "./provider/hookdeck.ts";
import { hubspot } from "./provider/hubspot.ts";
import { infisical } from "./provider/infisical.ts";
import { intercom } from "./provider/intercom.ts";
import { intuit } from "./provider/intuit.ts";
import { jira } from "./provider/jira.ts";
import { klaviyo } from "./provider/klaviyo.ts";
import { launchdarkly } from "./provider/launchdarkly.ts";
import { lemonSqueezy } from "./provider/lemon-squeezy.ts";
import { line } from "./provider/line.ts";
import { linear } from "./provider/linear.ts";
import { lithic } from "./provider/lithic.ts";
import { liveblocks } from "./provider/liveblocks.ts";
import { livekit } from "./provider/livekit.ts";
import { mailchimp } from "./provider/mailchimp.ts";
import { mailerlite } from "./provider/mailerlite.ts";
import { mailgun } from "./provider/mailgun.ts";
import { mandrill } from "./provider/mandrill.ts";
import { mautic } from "./provider/mautic.ts";
import { mercadoPago } from "./provider/mercado-pago.ts";
import { messagebird } from "./provider/messagebird.ts";
import { meta } from "./provider/meta.ts";
import { metronome } from "./provider/metronome.ts";
import { microsoftGraph } from "./provider/microsoft-graph.ts";
import { modernTreasury } from "./provider/modern-treasury.ts";
import { mollie } from "./provider/mollie.ts";
import { mollieClassic } from "./provider/mollie-classic.ts";
import { monday } from "./provider/monday.ts";
import { msTeamsOutgoing } from "./provider/ms-teams-outgoing.ts";
import { mux } from "./provider/mux.ts";
import { netlify } from "./provider/netlify.ts";
import { notion } from "./provider/notion.ts";
import { npmHooks } from "./provider/npm-hooks.ts";
import { nylas } from "./provider/nylas.ts";
import { okta } from "./provider/okta.ts";
import { onfido } from "./provider/onfido.ts";
import { onfleet } from "./provider/onfleet.ts";
import { openai } from "./provider/openai.ts";
import { paddle } from "./provider/paddle.ts";
import { pagerduty } from "./provider/pagerduty.ts";
import { paypal } from "./provider/paypal.ts";
import { paystack } from "./provider/paystack.ts";
import { persona } from "./provider/persona.ts";
import { pipedrive } from "./provider/pipedrive.ts";
import { plaid } from "./provider/plaid.ts";
import { plain } from "./provider/plain.ts";
import { planetscale } from "./provider/planetscale.ts";
import { plivo } from "./provider/plivo.ts";
import { polar } from "./provider/polar.ts";
import { postmark } from "./provider/postmark.ts";
import { pusher } from "./provider/pusher.ts";
import { razorpay } from "./provider/razorpay.ts";
import { recharge } from "./provider/recharge.ts";
import { recurly } from "./provider/recurly.ts";
import { replicate } from "./provider/replicate.ts";
import { resend } from "./provider/resend.ts";
import { retell } from "./provider/retell.ts";
import { ripple } from "./provider/ripple.ts";
import { sanity } from "./provider/sanity.ts";
import { segment } from "./provider/segment.ts";
import { sendgrid } from "./provider/sendgrid.ts";
import { sentry } from "./provider/sentry.ts";
import { shopify } from "./provider/shopify.ts";
import { sinch } from "./provider/sinch.ts";
import { slack } from "./provider/slack.ts";
import { smartsheet } from "./provider/smartsheet.ts";
import { square } from "./provider/square.ts";
import { standardWebhooks } from "./provider/standard-webhooks.ts";
import { strava } from "./provider/strava.ts";
import { stream } from "./provider/stream.ts";
import { stripe } from "./provider/stripe.ts";
import { supabaseAuthHook } from "./provider/supabase-auth-hook.ts";
import { supabaseDb } from "./provider/supabase-db.ts";
import { surveymonkey } from "./provider/surveymonkey.ts";
import { svix } from "./provider/svix.ts";
import { taiga } from "./provider/taiga.ts";
import { tailscale } from "./provider/tailscale.ts";
import { tally } from "./provider/tally.ts";
import { telegram } from "./provider/telegram.ts";
import { telnyx } from "./provider/telnyx.ts";
import { trello } from "./provider/trello.ts";
import { twilio } from "./provider/twilio.ts";
import { twitch } from "./provider/twitch.ts";
import { typeform } from "./provider/typeform.ts";
import { vapi } from "./provider/vapi.ts";
import { vercel } from "./provider/vercel.ts";
import { viber } from "./provider/viber.ts";
import { vonage } from "./provider/vonage.ts";
import { webex } from "./provider/webex.ts";
import { webflow } from "./provider/webflow.ts";
import { wise } from "./provider/wise.ts";
import { woocommerce } from "./provider/woocommerce.ts";
import { workos } from "./provider/workos.ts";
import { xTwitter } from "./provider/x-twitter.ts";
import { xero } from "./provider/xero.ts";
import { zendesk } from "./provider/zendesk.ts";
import { zoom } from "./provider/zoom.ts";

/** Every provider by its id. */
export const providers = {
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
} as const;

export type ProviderId = keyof typeof providers;
