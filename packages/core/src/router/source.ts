import type { Provider } from "../provider.ts";
import type { ReconcileSpec } from "./reconcile-spec.ts";

/** What a source may set beside its provider. Data only. */
export interface SourceOptions {
  /** What the provider asks for beside secrets, such as a Shopify shop or a public URL. Never a secret. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How old a signed timestamp may be. Default: the scheme's own. */
  readonly toleranceSeconds?: number;
  /** Default: the engine's limit. */
  readonly maxBodyBytes?: number;
  /**
   * The provider's own partner event source at EventBridge, which its events come by too (on the deployed engine). They
   * become the same events with the same ids as by webhook, so both ways at once still count once. For providers that
   * send there: Stripe (`aws.partner/stripe.com/ed_…`).
   * @see https://docs.stripe.com/event-destinations/eventbridge
   */
  readonly partnerBus?: string;
  /**
   * Fields of the event that the console masks until somebody asks for them, which is written down:
   * `data.original.card.number`. A path goes through arrays; all that is under it is masked.
   */
  readonly sensitive?: readonly string[];
  /**
   * Asks the provider on a schedule what it sent, subtracts what was accepted, and tells the gap: a function and an alarm
   * on AWS, a timer on one machine. For providers that keep a record which their API shows (`docs/reconcile.md`).
   */
  readonly reconcile?: ReconcileSpec;
}

/** One endpoint of a provider before it has its name. */
export interface Source<P extends Provider = Provider> extends SourceOptions {
  readonly provider: P;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * One endpoint of a provider, to be named in `defineRouter({ sources })`.
 * @example source(stripe, { toleranceSeconds: 600 })
 * @example source(stripe, { partnerBus: "aws.partner/stripe.com/ed_test_61SyG" })
 * @example source(stripe, { reconcile: { every: "1 hour", backfill: true } })
 */
export function source<const P extends Provider>(provider: P, options: SourceOptions = {}): Source<P> {
  return { settings: {}, ...options, provider };
}
