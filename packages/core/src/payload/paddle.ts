import type { Json } from "../event.ts";

/**
 * What Paddle (Billing) sends, by what the event is about: the fields that are read here and those that handlers ask for
 * most, in the names of its API; Paddle's library renames them. Field names from the documentation.
 * @see https://developer.paddle.com/webhooks/overview
 */
export interface PaddlePayloads {
  "*": PaddleEvent;
  "payment.*": PaddleEvent<PaddleTransaction>;
  "refund.*": PaddleEvent<PaddleAdjustment>;
  "dispute.*": PaddleEvent<PaddleAdjustment>;
  "subscription.created": PaddleEvent<PaddleSubscription>;
  "subscription.updated": PaddleEvent<PaddleSubscription>;
  "subscription.paused": PaddleEvent<PaddleSubscription>;
  "subscription.resumed": PaddleEvent<PaddleSubscription>;
  "subscription.canceled": PaddleEvent<PaddleSubscription>;
  "customer.*": PaddleEvent<PaddleCustomer>;
}

export interface PaddleEvent<Data = Json> {
  readonly event_id: string;
  readonly event_type: string;
  /** RFC 3339. */
  readonly occurred_at: string;
  readonly notification_id: string;
  readonly data: Data;
}

/** What the seller has written there. */
type CustomData = Readonly<Record<string, Json>> | null;

export interface PaddleTransaction {
  readonly id: string;
  readonly status: string;
  readonly origin?: string;
  readonly customer_id: string | null;
  readonly invoice_id?: string | null;
  readonly subscription_id: string | null;
  readonly currency_code: string;
  readonly custom_data?: CustomData;
  /** Amounts are whole numbers of the smallest unit, as text. */
  readonly details: { readonly totals: { readonly total: string; readonly grand_total: string } };
  /** Newest first. */
  readonly payments: readonly {
    readonly amount: string;
    readonly status: string;
    readonly error_code?: string | null;
    readonly method_details?: { readonly type: string } | null;
  }[];
}

/** A refund, a credit or a chargeback. */
export interface PaddleAdjustment {
  readonly id: string;
  readonly action: string;
  readonly status: string;
  readonly transaction_id: string;
  readonly customer_id: string;
  readonly currency_code: string;
  readonly reason: string;
  readonly totals: { readonly total: string };
  readonly created_at: string;
}

export interface PaddleSubscription {
  readonly id: string;
  readonly status: string;
  readonly customer_id: string;
  readonly currency_code: string;
  readonly started_at: string | null;
  readonly canceled_at: string | null;
  readonly scheduled_change: { readonly action: string; readonly effective_at: string } | null;
  readonly current_billing_period: { readonly starts_at: string; readonly ends_at: string } | null;
  readonly items: readonly {
    readonly quantity: number;
    readonly price: {
      readonly id: string;
      readonly product_id: string;
      readonly unit_price: { readonly amount: string; readonly currency_code: string };
    };
  }[];
  readonly custom_data: CustomData;
}

export interface PaddleCustomer {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
}
