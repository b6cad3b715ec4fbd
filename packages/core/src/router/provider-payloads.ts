import type { Json } from "../event.ts";

/**
 * What each provider's payload looks like, by the provider's id. Empty here: a preset, or your own code, adds to it,
 * and `event.data.original` is then typed wherever `event.provider` is known.
 *
 * @example
 * declare module "@hookyard/core/router/provider-payloads" {
 *   interface ProviderPayloads { stripe: Stripe.Event }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is there to be augmented
export interface ProviderPayloads {}

/** The payload type of one provider: any JSON where nobody has said more. */
export type ProviderPayload<Id extends string> = Id extends keyof ProviderPayloads
  ? ProviderPayloads[Id]
  : Json;
