/**
 * What Shopify sends, by what the event is about: the fields that are read here and those that handlers ask for most.
 * Field names from Shopify's documentation of its topics; there is no library with their types. Payloads that a webhook's
 * `fields` cut down have fewer.
 * @see https://shopify.dev/docs/api/webhooks
 */
export interface ShopifyPayloads {
  "*": ShopifyObject;
  "order.*": ShopifyOrder;
  "order.deleted": ShopifyObject;
  "customer.*": ShopifyCustomer;
  "customer.deleted": ShopifyObject;
  "product.*": ShopifyProduct;
  "product.deleted": ShopifyObject;
  "payment.*": ShopifyTransaction;
  "refund.*": ShopifyRefund;
  "dispute.*": ShopifyDispute;
  "checkout.*": ShopifyCheckout;
  "fulfilment.created": ShopifyFulfillment;
  "fulfilment.canceled": ShopifyFulfillment;
  "fulfilment.shipped": ShopifyFulfillmentEvent;
  "fulfilment.out_for_delivery": ShopifyFulfillmentEvent;
  "fulfilment.delivered": ShopifyFulfillmentEvent;
  "fulfilment.*": ShopifyFulfillment | ShopifyFulfillmentEvent;
}

/** A number, and text where JavaScript's numbers would lose digits. The global id is safe either way. */
export type ShopifyId = number | string;

export interface ShopifyObject {
  readonly id?: ShopifyId;
  /** `gid://shopify/Order/1`. */
  readonly admin_graphql_api_id?: string;
}

interface MoneySet {
  readonly shop_money: { readonly amount: string; readonly currency_code: string };
  readonly presentment_money: { readonly amount: string; readonly currency_code: string };
}

export interface ShopifyOrder extends ShopifyObject {
  readonly id: ShopifyId;
  readonly admin_graphql_api_id: string;
  /** As people see it, `#1001`. */
  readonly name: string;
  readonly order_number: number;
  /** Decimal text in the shop's currency, as all amounts of Shopify. */
  readonly total_price: string;
  readonly subtotal_price: string;
  readonly total_tax: string;
  readonly total_discounts: string;
  readonly total_price_set: MoneySet;
  readonly currency: string;
  readonly presentment_currency: string;
  readonly financial_status: string | null;
  readonly fulfillment_status: string | null;
  readonly email: string | null;
  readonly contact_email: string | null;
  readonly note: string | null;
  readonly test: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly processed_at: string | null;
  readonly cancelled_at: string | null;
  readonly cancel_reason?: string | null;
  readonly checkout_token?: string | null;
  /** Absent without permission to see customers' data, `null` where nobody is known. */
  readonly customer?: ShopifyCustomer | null;
  readonly line_items: readonly ShopifyLineItem[];
  readonly shipping_address?: ShopifyAddress | null;
}

export interface ShopifyLineItem extends ShopifyObject {
  readonly id: ShopifyId;
  readonly title: string;
  readonly name: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly price: string;
  readonly product_id: ShopifyId | null;
  readonly variant_id?: ShopifyId | null;
  readonly vendor?: string | null;
}

export interface ShopifyAddress {
  readonly name?: string | null;
  readonly address1?: string | null;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly country_code?: string | null;
}

export interface ShopifyCustomer extends ShopifyObject {
  readonly id: ShopifyId;
  readonly email?: string | null;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly phone?: string | null;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly default_address?: ShopifyAddress | null;
}

export interface ShopifyProduct extends ShopifyObject {
  readonly id: ShopifyId;
  readonly title: string;
  readonly status?: string;
  readonly vendor?: string | null;
  readonly variants?: readonly {
    readonly id: ShopifyId;
    readonly sku: string | null;
    readonly price: string;
  }[];
}

export interface ShopifyTransaction extends ShopifyObject {
  readonly id: ShopifyId;
  readonly order_id: ShopifyId;
  readonly parent_id?: ShopifyId | null;
  /** `sale`, `authorization`, `capture`, `void`, `refund`. */
  readonly kind: string;
  readonly status: string;
  readonly amount: string;
  readonly currency: string;
  readonly gateway: string;
  readonly error_code?: string | null;
  readonly message?: string | null;
}

export interface ShopifyRefund extends ShopifyObject {
  readonly id: ShopifyId;
  readonly order_id: ShopifyId;
  readonly created_at: string;
  readonly note: string | null;
  readonly transactions: readonly ShopifyTransaction[];
}

export interface ShopifyDispute extends ShopifyObject {
  readonly id: ShopifyId;
  readonly order_id: ShopifyId | null;
  /** `inquiry` or `chargeback`. */
  readonly type: string;
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
  readonly network_reason_code: string | null;
  readonly status: string;
  readonly evidence_due_by: string | null;
  readonly initiated_at: string;
}

export interface ShopifyCheckout extends ShopifyObject {
  /** What the order calls its checkout, too. */
  readonly token: string;
  readonly cart_token?: string | null;
  readonly email?: string | null;
  readonly currency: string;
  readonly total_price: string;
  readonly abandoned_checkout_url?: string;
  readonly customer?: ShopifyCustomer | null;
}

export interface ShopifyFulfillment extends ShopifyObject {
  readonly id: ShopifyId;
  readonly order_id: ShopifyId;
  readonly name: string;
  readonly status: string;
  readonly shipment_status: string | null;
  readonly tracking_company: string | null;
  readonly tracking_number: string | null;
  readonly tracking_numbers: readonly string[];
  readonly tracking_url: string | null;
  readonly tracking_urls: readonly string[];
  readonly line_items: readonly ShopifyLineItem[];
}

export interface ShopifyFulfillmentEvent extends ShopifyObject {
  readonly id: ShopifyId;
  readonly fulfillment_id: ShopifyId;
  readonly order_id: ShopifyId;
  readonly status: string;
  readonly message?: string | null;
  readonly happened_at: string;
  readonly estimated_delivery_at?: string | null;
}
