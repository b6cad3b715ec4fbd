/**
 * What Square sends, by what the event is about: the fields that are read here and those that handlers ask for most, in
 * the names of its API. Field names from the documentation.
 * @see https://developer.squareup.com/docs/webhooks/v2webhook-events-tech-ref
 */
export interface SquarePayloads {
  "*": SquareEvent;
  "payment.*": SquareEvent<{ readonly payment: SquarePayment }>;
  "refund.*": SquareEvent<{ readonly refund: SquareRefund }>;
  "dispute.*": SquareEvent<{ readonly dispute: SquareDispute }>;
  "customer.*": SquareEvent<{ readonly customer: SquareCustomer }>;
  "subscription.*": SquareEvent<{ readonly subscription: SquareSubscription }>;
}

export interface SquareEvent<Entities = object> {
  readonly merchant_id: string;
  readonly location_id?: string;
  readonly type: string;
  readonly event_id: string;
  /** RFC 3339. */
  readonly created_at: string;
  readonly data: {
    readonly type: string;
    readonly id: string;
    /** What the event is about, under the name of its kind. Absent on a deletion. */
    readonly object?: Entities;
    readonly deleted?: boolean;
  };
}

/** In the currency's smallest unit. */
interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface SquarePayment {
  readonly id: string;
  readonly status: string;
  readonly amount_money: Money;
  readonly total_money?: Money;
  readonly source_type?: string;
  readonly order_id?: string;
  readonly customer_id?: string;
  readonly buyer_email_address?: string;
  readonly location_id?: string;
  readonly note?: string;
  readonly version?: number;
}

export interface SquareRefund {
  readonly id: string;
  readonly status: string;
  readonly amount_money: Money;
  readonly payment_id?: string;
  readonly order_id?: string;
  readonly reason?: string;
}

export interface SquareDispute {
  readonly id?: string;
  readonly dispute_id?: string;
  readonly state: string;
  readonly reason?: string;
  readonly amount_money: Money;
  readonly due_at?: string;
  readonly disputed_payment?: { readonly payment_id?: string };
}

export interface SquareCustomer {
  readonly id: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly company_name?: string;
  readonly email_address?: string;
  readonly phone_number?: string;
  readonly address?: { readonly country?: string };
}

export interface SquareSubscription {
  readonly id: string;
  readonly status: string;
  readonly customer_id?: string;
  readonly plan_variation_id?: string;
}
