import type { Family } from "./family.ts";
import { adyenFamily } from "./family/adyen.ts";
import { awsSnsFamily } from "./family/aws-sns.ts";
import { cloudinaryFamily } from "./family/cloudinary.ts";
import { discordFamily } from "./family/discord.ts";
import { githubFamily } from "./family/github.ts";
import { gitlabFamily } from "./family/gitlab.ts";
import { googlePubsubFamily } from "./family/google-pubsub.ts";
import { livekitFamily } from "./family/livekit.ts";
import { paypalFamily } from "./family/paypal.ts";
import { plaidFamily } from "./family/plaid.ts";
import { sendgridFamily } from "./family/sendgrid.ts";
import { shopifyFamily } from "./family/shopify.ts";
import { slackFamily } from "./family/slack.ts";
import { standardWebhooksFamily } from "./family/standard-webhooks.ts";
import { stripeFamily } from "./family/stripe.ts";
import { twilioFamily } from "./family/twilio.ts";
import { wiseFamily } from "./family/wise.ts";

/** Every way of signing that more than a few providers use, each by its best known. */
export const families: readonly Family[] = [
  shopifyFamily,
  githubFamily,
  stripeFamily,
  slackFamily,
  standardWebhooksFamily,
  twilioFamily,
  gitlabFamily,
  cloudinaryFamily,
  livekitFamily,
  plaidFamily,
  googlePubsubFamily,
  discordFamily,
  sendgridFamily,
  wiseFamily,
  paypalFamily,
  awsSnsFamily,
  adyenFamily,
];
