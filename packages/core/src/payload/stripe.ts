import type { Json } from "../event.ts";

/**
 * What Stripe sends, by what the event is about: the fields that are read here and those that handlers ask for most, in
 * Stripe's own words. The objects have more; a team that has Stripe's library can put its `Stripe.Event` in place of
 * these (see {@link ProviderPayloads}).
 *
 * Field names from the documentation; Stripe's own types fit into these, which a test holds (stripe 23.1.0). What a newer
 * API version has moved is optional.
 * @see https://docs.stripe.com/api/events/object
 */
export interface StripePayloads {
  "*": StripeEvent | StripeThinEvent;
  "payment.*": StripeEvent<StripePaymentIntent>;
  "payment_method.*": StripeEvent<StripePaymentMethod | StripeCard>;
  "refund.*": StripeEvent<StripeRefund>;
  "dispute.*": StripeEvent<StripeDispute>;
  "payout.*": StripeEvent<StripePayout>;
  "checkout.*": StripeEvent<StripeCheckoutSession>;
  "subscription.*": StripeEvent<StripeSubscription>;
  "invoice.*": StripeEvent<StripeInvoice>;
  "customer.*": StripeEvent<StripeCustomer>;
  "product.*": StripeEvent<StripeProduct>;
}

/** A snapshot event: the object as it was when this happened. */
export interface StripeEvent<Entity = Json> {
  readonly id: string;
  readonly object: "event";
  readonly type: string;
  /** Seconds since 1970, as all times of Stripe. */
  readonly created: number;
  readonly api_version: string | null;
  readonly livemode: boolean;
  /** The connected account that it happened on. */
  readonly account?: string;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null } | null;
  readonly data: {
    readonly object: Entity;
    /** What the fields that changed held before. */
    readonly previous_attributes?: object;
  };
}

/** A thin event (API v2): it names what it is about, and the object has to be fetched. */
export interface StripeThinEvent {
  readonly id: string;
  readonly object: "v2.core.event";
  readonly type: string;
  /** RFC 3339. */
  readonly created: string;
  readonly livemode: boolean;
  readonly related_object?: { readonly id: string; readonly type: string; readonly url: string } | null;
}

/** An id, or the object where it was expanded. */
type Expandable = string | { readonly id: string } | null;
type Metadata = Readonly<Record<string, string>>;

export interface StripePaymentIntent {
  readonly id: string;
  readonly object: "payment_intent";
  /** In the currency's smallest unit, as all amounts of Stripe. */
  readonly amount: number;
  readonly amount_received: number;
  readonly amount_capturable: number;
  /** ISO 4217 in small letters. */
  readonly currency: string;
  readonly status: string;
  readonly customer: Expandable;
  readonly description: string | null;
  readonly receipt_email: string | null;
  readonly payment_method: Expandable;
  readonly payment_method_types: readonly string[];
  readonly latest_charge: Expandable;
  readonly cancellation_reason: string | null;
  readonly last_payment_error: {
    readonly code?: string;
    readonly decline_code?: string;
    readonly message?: string;
  } | null;
  readonly metadata: Metadata;
}

export interface StripePaymentMethod {
  readonly id: string;
  readonly object: "payment_method";
  readonly type: string;
  readonly customer: Expandable;
  readonly card?: {
    readonly brand: string;
    readonly last4: string;
    readonly exp_month: number;
    readonly exp_year: number;
  };
}

/** What older integrations have in place of a payment method. */
export interface StripeCard {
  readonly id: string;
  readonly object: "card";
  readonly brand: string;
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly customer?: Expandable;
}

export interface StripeRefund {
  readonly id: string;
  readonly object: "refund";
  readonly amount: number;
  readonly currency: string;
  readonly status: string | null;
  readonly reason: string | null;
  readonly charge: Expandable;
  readonly payment_intent: Expandable;
  readonly failure_reason?: string;
  readonly metadata: Metadata | null;
}

export interface StripeDispute {
  readonly id: string;
  readonly object: "dispute";
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly reason: string;
  readonly charge: Expandable;
  readonly payment_intent: Expandable;
  readonly evidence_details: { readonly due_by: number | null; readonly submission_count: number };
  readonly metadata: Metadata;
}

export interface StripePayout {
  readonly id: string;
  readonly object: "payout";
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly method: string;
  readonly type: string;
  readonly arrival_date: number;
  readonly destination: Expandable;
  readonly description: string | null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly metadata: Metadata | null;
}

export interface StripeCheckoutSession {
  readonly id: string;
  readonly object: "checkout.session";
  readonly mode: string;
  readonly status: string | null;
  readonly payment_status: string;
  readonly amount_total: number | null;
  readonly currency: string | null;
  readonly client_reference_id: string | null;
  readonly customer: Expandable;
  readonly customer_email: string | null;
  readonly customer_details: { readonly email: string | null; readonly name: string | null } | null;
  readonly payment_intent: Expandable;
  readonly subscription: Expandable;
  readonly invoice: Expandable;
  readonly url: string | null;
  readonly expires_at: number;
  readonly metadata: Metadata | null;
}

export interface StripeSubscription {
  readonly id: string;
  readonly object: "subscription";
  readonly status: string;
  readonly customer: Expandable;
  readonly currency: string;
  readonly items: { readonly data: readonly StripeSubscriptionItem[] };
  readonly start_date: number;
  readonly trial_end: number | null;
  readonly cancel_at_period_end: boolean;
  readonly canceled_at: number | null;
  readonly cancellation_details: { readonly reason: string | null } | null;
  /** Until API 2025-03-31; on the items since. */
  readonly current_period_start?: number;
  readonly current_period_end?: number;
  readonly metadata: Metadata;
}

export interface StripeSubscriptionItem {
  readonly id: string;
  readonly quantity?: number;
  readonly price: {
    readonly id: string;
    readonly product: Expandable;
    readonly unit_amount: number | null;
    readonly currency: string;
  };
  /** Since API 2025-03-31. */
  readonly current_period_start?: number;
  readonly current_period_end?: number;
}

export interface StripeInvoice {
  readonly id: string;
  readonly object: "invoice";
  readonly number: string | null;
  readonly status: string | null;
  readonly total: number;
  readonly amount_due: number;
  readonly amount_paid: number;
  readonly currency: string;
  readonly customer: Expandable;
  readonly customer_email: string | null;
  readonly attempt_count: number;
  readonly due_date: number | null;
  readonly next_payment_attempt: number | null;
  readonly hosted_invoice_url?: string | null;
  /** Since API 2025-03-31; `subscription` before. */
  readonly parent?: {
    readonly subscription_details: { readonly subscription: Expandable } | null;
  } | null;
  readonly subscription?: Expandable;
  readonly metadata: Metadata | null;
}

export interface StripeCustomer {
  readonly id: string;
  readonly object: "customer";
  readonly email: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly address?: { readonly country: string | null } | null;
  readonly metadata: Metadata;
}

export interface StripeProduct {
  readonly id: string;
  readonly object: "product";
  readonly name: string;
  readonly active: boolean;
  readonly url: string | null;
  readonly metadata: Metadata;
}
