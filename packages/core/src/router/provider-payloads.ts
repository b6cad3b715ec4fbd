import type { Json } from "../event.ts";
import type { ClerkPayloads } from "../payload/clerk.ts";
import type { GitHubPayloads } from "../payload/github.ts";
import type { GitLabPayloads } from "../payload/gitlab.ts";
import type { HubSpotPayloads } from "../payload/hubspot.ts";
import type { LinearPayloads } from "../payload/linear.ts";
import type { PaddlePayloads } from "../payload/paddle.ts";
import type { PayPalPayloads } from "../payload/paypal.ts";
import type { ResendPayloads } from "../payload/resend.ts";
import type { SendGridPayloads } from "../payload/sendgrid.ts";
import type { ShopifyPayloads } from "../payload/shopify.ts";
import type { SlackPayloads } from "../payload/slack.ts";
import type { SquarePayloads } from "../payload/square.ts";
import type { StripePayloads } from "../payload/stripe.ts";
import type { TwilioPayloads } from "../payload/twilio.ts";

/**
 * Payload types of your own, by the provider's id: `event.data.original` has them wherever `event.provider` is known.
 * They come before Hookyard's, so that whoever has a provider's library can use its types.
 *
 * @example
 * import type Stripe from "stripe";
 *
 * declare module "@hookyard/core/router/provider-payloads" {
 *   interface ProviderPayloads {
 *     stripe: Stripe.Event;
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is there to be augmented
export interface ProviderPayloads {}

/**
 * The payloads that Hookyard knows, by the provider's id and then by the domain type: a type, a family (`payment.*`) or
 * `*` for all others. The nearest counts.
 */
export interface PresetPayloads {
  clerk: ClerkPayloads;
  github: GitHubPayloads;
  gitlab: GitLabPayloads;
  hubspot: HubSpotPayloads;
  linear: LinearPayloads;
  paddle: PaddlePayloads;
  paypal: PayPalPayloads;
  resend: ResendPayloads;
  sendgrid: SendGridPayloads;
  shopify: ShopifyPayloads;
  slack: SlackPayloads;
  square: SquarePayloads;
  stripe: StripePayloads;
  twilio: TwilioPayloads;
}

/**
 * The payload of one provider, of events of one type: yours where you have said more ({@link ProviderPayloads}), else
 * what Hookyard knows, else any JSON.
 */
export type ProviderPayload<
  Id extends string,
  Type extends string = string,
> = Id extends keyof ProviderPayloads
  ? ProviderPayloads[Id]
  : Id extends keyof PresetPayloads
    ? NearestPayload<PresetPayloads[Id], Type>
    : Json;

type NearestPayload<
  Payloads extends { readonly "*": unknown },
  Type extends string,
> = Type extends keyof Payloads
  ? Payloads[Type]
  : Type extends `${infer Family}.${string}`
    ? `${Family}.*` extends keyof Payloads
      ? Payloads[`${Family}.*`]
      : Payloads["*"]
    : Payloads["*"];
