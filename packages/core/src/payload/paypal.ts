import type { Json } from "../event.ts";

/**
 * What PayPal sends, by what the event is about: the fields that are read here and those that handlers ask for most. Field
 * names from the documentation; PayPal's library has no types of webhooks.
 * @see https://developer.paypal.com/api/rest/webhooks/event-names/
 */
export interface PayPalPayloads {
  "*": PayPalEvent;
  /** What a subscription takes is a sale of version 1, with other names for the same. */
  "payment.*": PayPalEvent<PayPalCapture | PayPalSale>;
  "refund.*": PayPalEvent<PayPalRefund | PayPalSale>;
  "subscription.*": PayPalEvent<PayPalSubscription>;
  "dispute.*": PayPalEvent<PayPalDispute>;
  "payout.*": PayPalEvent<PayPalPayoutItem>;
}

export interface PayPalEvent<Resource = Json> {
  readonly id: string;
  /** RFC 3339. */
  readonly create_time: string;
  readonly event_type: string;
  readonly resource_type: string;
  readonly resource_version?: string;
  readonly summary?: string;
  readonly resource: Resource;
}

/** Decimal text, and ISO 4217. */
interface Money {
  readonly value: string;
  readonly currency_code: string;
}

interface Link {
  readonly href: string;
  readonly rel: string;
}

/** A capture or an authorisation. */
export interface PayPalCapture {
  readonly id: string;
  readonly amount: Money;
  readonly status: string;
  readonly status_details?: { readonly reason?: string };
  readonly invoice_id?: string;
  readonly custom_id?: string;
  readonly supplementary_data?: { readonly related_ids?: { readonly order_id?: string } };
}

export interface PayPalSale {
  readonly id: string;
  readonly amount: { readonly total: string; readonly currency: string };
  readonly state?: string;
  readonly parent_payment?: string;
  readonly billing_agreement_id?: string;
  readonly invoice_number?: string;
  readonly custom?: string;
}

export interface PayPalRefund {
  readonly id: string;
  readonly amount: Money;
  readonly status: string;
  readonly note_to_payer?: string;
  readonly invoice_id?: string;
  readonly custom_id?: string;
  /** The capture is the one with `rel` `up`. */
  readonly links: readonly Link[];
}

export interface PayPalSubscription {
  readonly id: string;
  readonly status: string;
  readonly plan_id: string;
  readonly quantity?: string;
  readonly start_time?: string;
  readonly custom_id?: string;
  readonly status_change_note?: string;
  readonly subscriber?: { readonly payer_id?: string; readonly email_address?: string };
  readonly billing_info?: { readonly next_billing_time?: string };
}

export interface PayPalDispute {
  readonly dispute_id: string;
  readonly dispute_amount: Money;
  readonly status: string;
  readonly reason?: string;
  readonly dispute_life_cycle_stage?: string;
  readonly dispute_outcome?: { readonly outcome_code?: string };
  readonly seller_response_due_date?: string;
  readonly disputed_transactions?: readonly { readonly seller_transaction_id?: string }[];
}

export interface PayPalPayoutItem {
  readonly payout_item_id: string;
  readonly payout_batch_id?: string;
  readonly transaction_status?: string;
  readonly payout_item_fee?: { readonly value: string; readonly currency: string };
  readonly payout_item: {
    readonly amount: { readonly value: string; readonly currency: string };
    readonly receiver?: string;
    readonly sender_item_id?: string;
    readonly note?: string;
  };
  readonly errors?: { readonly name?: string; readonly message?: string };
}
