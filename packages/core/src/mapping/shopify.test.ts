import { describe, expect, test } from "vitest";
import { type Normalised, normalise } from "../domain/normalise.ts";
import { shopifyMapping } from "./shopify.ts";

/** Bodies as text, since Shopify's documented examples have numbers that JavaScript cannot hold. */
function shopify(topic: string, body: string): Normalised {
  const identity = { id: "1", type: topic, time: undefined, subject: "their_subject" };
  return normalise(
    { id: "shopify", domain: shopifyMapping },
    { payload: JSON.parse(body), identity, header: () => undefined },
  );
}

const order = `{
  "id": 820982911946154508,
  "admin_graphql_api_id": "gid:\\/\\/shopify\\/Order\\/820982911946154508",
  "cancel_reason": "customer",
  "cancelled_at": "2021-12-31T19:00:00-05:00",
  "checkout_token": null,
  "contact_email": "jon@example.com",
  "created_at": "2021-12-31T19:00:00-05:00",
  "currency": "USD",
  "current_total_price": "398.00",
  "email": "jon@example.com",
  "financial_status": "voided",
  "fulfillment_status": null,
  "name": "#9999",
  "order_number": 1234,
  "processed_at": "2021-12-31T19:00:00-05:00",
  "total_price": "388.00",
  "customer": {
    "id": 115310627314723954,
    "email": "john@example.com",
    "admin_graphql_api_id": "gid:\\/\\/shopify\\/Customer\\/115310627314723954"
  },
  "line_items": [
    {
      "id": 866550311766439020,
      "admin_graphql_api_id": "gid:\\/\\/shopify\\/LineItem\\/866550311766439020",
      "name": "IPod Nano - 8GB",
      "price": "199.00",
      "product_id": 632910392,
      "quantity": 1,
      "sku": "IPOD2008PINK",
      "title": "IPod Nano - 8GB"
    },
    {
      "id": 141249953214522974,
      "name": "Gift wrap",
      "price": "0.00",
      "product_id": 808950810000000001,
      "quantity": 1,
      "sku": null
    }
  ]
}`;

describe("orders", () => {
  const fields = {
    orderId: "gid://shopify/Order/820982911946154508",
    number: "#9999",
    amount: 38800,
    currency: "USD",
    customerId: "gid://shopify/Customer/115310627314723954",
    customerEmail: "jon@example.com",
    paymentStatus: "voided",
    fulfilmentStatus: "unfulfilled",
    items: [
      {
        itemId: "gid://shopify/LineItem/866550311766439020",
        name: "IPod Nano - 8GB",
        sku: "IPOD2008PINK",
        productId: "gid://shopify/Product/632910392",
        quantity: 1,
        unitAmount: 19900,
      },
      // Its numbers have lost digits, so it has no ids: better none than wrong ones.
      { name: "Gift wrap", quantity: 1, unitAmount: 0 },
    ],
    placedAt: "2022-01-01T00:00:00.000Z",
  };

  test.each([
    ["orders/create", "order.created"],
    ["orders/updated", "order.updated"],
    ["orders/paid", "order.paid"],
    ["orders/partially_fulfilled", "order.partially_fulfilled"],
    ["orders/fulfilled", "order.fulfilled"],
  ])("%s is %s", (topic, ours) => {
    const event = shopify(topic, order);

    expect(event.type).toBe(ours);
    expect(event.fields).toStrictEqual(fields);
  });

  test("canceled, with the reason", () => {
    const event = shopify("orders/cancelled", order);

    expect(event.type).toBe("order.canceled");
    expect(event.fields).toStrictEqual({
      ...fields,
      reason: "customer",
      canceledAt: "2022-01-01T00:00:00.000Z",
    });
  });

  test.each([
    ["JPY", "1000", 1000],
    ["KWD", "1.234", 1234],
  ])("in %s have its decimal places", (currency, price, amount) => {
    const body = JSON.stringify({ id: 1, currency, total_price: price, line_items: [] });

    expect(shopify("orders/create", body).fields).toMatchObject({ orderId: "gid://shopify/Order/1", amount });
  });

  test("without any usable id go on as they are", () => {
    const body = order.replaceAll("admin_graphql_api_id", "no_longer_sent");

    expect(shopify("orders/create", body)).toMatchObject({
      type: "shopify.orders/create",
      mismatch: { type: "order.created", issues: [{ path: "orderId", message: "is missing" }] },
    });
  });

  test("deleted are their id, as the other topics have it", () => {
    const event = shopify("orders/delete", '{ "id": 5678901234567 }');

    expect(event).toMatchObject({ type: "order.deleted", subject: "gid://shopify/Order/5678901234567" });
    expect(event.fields).toStrictEqual({ orderId: "gid://shopify/Order/5678901234567" });
  });

  test("deleted, with a number that has lost digits, go on as they are", () => {
    expect(shopify("orders/delete", '{ "id": 820982911946154508 }')).toMatchObject({
      type: "shopify.orders/delete",
      mismatch: { type: "order.deleted" },
    });
  });
});

describe("order transactions", () => {
  const transaction = {
    id: 120560818,
    admin_graphql_api_id: "gid://shopify/OrderTransaction/120560818172775265",
    order_id: 820982911,
    kind: "sale",
    gateway: "visa",
    status: "success",
    message: null,
    error_code: null,
    amount: "403.00",
    currency: "USD",
    payment_id: "#9999.1",
  };
  const fields = {
    paymentId: "gid://shopify/OrderTransaction/120560818172775265",
    amount: 40300,
    currency: "USD",
    orderId: "gid://shopify/Order/820982911",
    method: "visa",
  };

  test.each([
    ["sale", "success", "payment.succeeded"],
    ["capture", "success", "payment.succeeded"],
    ["authorization", "success", "payment.authorized"],
    ["void", "success", "payment.canceled"],
    ["sale", "pending", "payment.processing"],
    ["refund", "success", "shopify.order_transactions/create"],
    ["void", "failure", "shopify.order_transactions/create"],
  ])("%s with %s is %s", (kind, status, ours) => {
    expect(shopify("order_transactions/create", JSON.stringify({ ...transaction, kind, status })).type).toBe(
      ours,
    );
  });

  test("have the fields of a payment", () => {
    expect(shopify("order_transactions/create", JSON.stringify(transaction)).fields).toStrictEqual(fields);
  });

  test("that failed say why", () => {
    const failed = { ...transaction, status: "failure", error_code: "card_declined", message: "Declined" };
    const event = shopify("order_transactions/create", JSON.stringify(failed));

    expect(event.type).toBe("payment.failed");
    expect(event.fields).toStrictEqual({
      ...fields,
      failureCode: "card_declined",
      failureMessage: "Declined",
    });
  });
});

describe("refunds", () => {
  const transaction = {
    id: 179259969,
    kind: "refund",
    status: "success",
    parent_id: 801038806,
    amount: "41.94",
    currency: "USD",
  };
  const refund = {
    id: 890088186,
    admin_graphql_api_id: "gid://shopify/Refund/890088186047892319",
    order_id: 450789469,
    note: "Things were damaged",
    transactions: [transaction, { ...transaction, id: 179259970, amount: "0.06" }],
  };

  test("that are paid out have succeeded, with the sum of their transactions", () => {
    const event = shopify("refunds/create", JSON.stringify(refund));

    expect(event.type).toBe("refund.succeeded");
    expect(event.fields).toStrictEqual({
      refundId: "gid://shopify/Refund/890088186047892319",
      paymentId: "gid://shopify/OrderTransaction/801038806",
      orderId: "gid://shopify/Order/450789469",
      amount: 4200,
      currency: "USD",
      reason: "Things were damaged",
      status: "succeeded",
    });
  });

  test("that wait are created", () => {
    const pending = { ...refund, transactions: [{ ...transaction, status: "pending" }] };

    expect(shopify("refunds/create", JSON.stringify(pending))).toMatchObject({
      type: "refund.created",
      fields: { status: "pending", amount: 4194 },
    });
  });

  test("of goods without money stay passthrough", () => {
    expect(shopify("refunds/create", JSON.stringify({ ...refund, transactions: [] })).type).toBe(
      "shopify.refunds/create",
    );
  });
});

describe("checkouts and customers", () => {
  test.each([
    ["checkouts/create", "checkout.created"],
    ["checkouts/update", "checkout.updated"],
  ])("%s is %s, about its token", (topic, ours) => {
    const body = `{
      "id": 981820079255243537, "token": "123123123", "cart_token": "eeafa272cebfd4b22385bc4b645e762c",
      "email": "example@email.com", "currency": "USD", "total_price": "398.00",
      "abandoned_checkout_url": "https://jsmith.myshopify.com/548380009/checkouts/123123123/recover?key=example"
    }`;
    const event = shopify(topic, body);

    expect(event).toMatchObject({ type: ours, subject: "123123123" });
    expect(event.fields).toStrictEqual({
      checkoutId: "123123123",
      amount: 39800,
      currency: "USD",
      reference: "eeafa272cebfd4b22385bc4b645e762c",
      customerEmail: "example@email.com",
      url: "https://jsmith.myshopify.com/548380009/checkouts/123123123/recover?key=example",
    });
  });

  test.each([
    ["customers/create", "customer.created"],
    ["customers/update", "customer.updated"],
    ["customers/delete", "customer.deleted"],
  ])("%s is %s", (topic, ours) => {
    const body = `{
      "id": 706405506930370084, "admin_graphql_api_id": "gid://shopify/Customer/706405506930370084",
      "email": "bob@biller.com", "first_name": "Bob", "last_name": "Biller", "phone": null,
      "default_address": { "country_code": "US" }
    }`;
    const event = shopify(topic, body);

    expect(event.type).toBe(ours);
    expect(event.fields).toStrictEqual({
      customerId: "gid://shopify/Customer/706405506930370084",
      email: "bob@biller.com",
      name: "Bob Biller",
      country: "US",
    });
  });
});

const fulfillment = {
  id: 255858046,
  admin_graphql_api_id: "gid://shopify/Fulfillment/255858046",
  order_id: 450789469,
  status: "success",
  created_at: "2023-07-05T18:38:03-04:00",
  service: "manual",
  updated_at: "2023-07-05T18:38:03-04:00",
  tracking_company: "USPS",
  shipment_status: null,
  location_id: 655441491,
  origin_address: null,
  email: "bob.norman@mail.example.com",
  destination: { first_name: "Bob", name: "Bob Norman", city: "Louisville", country_code: "US" },
  line_items: [
    {
      id: 466157049,
      admin_graphql_api_id: "gid://shopify/LineItem/466157049",
      name: "IPod Nano - 8gb - green",
      price: "199.00",
      price_set: {
        shop_money: { amount: "199.00", currency_code: "USD" },
        presentment_money: { amount: "199.00", currency_code: "USD" },
      },
      product_id: 632910392,
      quantity: 1,
      sku: "IPOD2008GREEN",
      title: "IPod Nano - 8gb",
    },
  ],
  tracking_number: "1Z2345",
  tracking_numbers: ["1Z2345"],
  tracking_url: "https://tools.usps.com/go/TrackConfirmAction_input?qtc_tLabels1=1Z2345",
  tracking_urls: ["https://tools.usps.com/go/TrackConfirmAction_input?qtc_tLabels1=1Z2345"],
  receipt: {},
  name: "#1001.1",
};

describe("fulfillments", () => {
  test("created", () => {
    const event = shopify("fulfillments/create", JSON.stringify(fulfillment));

    expect(event.type).toBe("fulfilment.created");
    expect(event.fields).toStrictEqual({
      fulfilmentId: "gid://shopify/Fulfillment/255858046",
      orderId: "gid://shopify/Order/450789469",
      carrier: "USPS",
      trackingNumber: "1Z2345",
      trackingUrl: "https://tools.usps.com/go/TrackConfirmAction_input?qtc_tLabels1=1Z2345",
      items: [
        {
          itemId: "gid://shopify/LineItem/466157049",
          name: "IPod Nano - 8gb - green",
          sku: "IPOD2008GREEN",
          productId: "gid://shopify/Product/632910392",
          quantity: 1,
          unitAmount: 19900,
        },
      ],
      recipientName: "Bob Norman",
      country: "US",
    });
  });

  test.each([
    ["success", "out_for_delivery", "fulfilment.updated", "out_for_delivery"],
    ["pending", null, "fulfilment.updated", "pending"],
    ["cancelled", "label_printed", "fulfilment.canceled", "canceled"],
    ["failure", null, "fulfilment.failed", "failed"],
    ["error", null, "fulfilment.failed", "failed"],
  ])("updated to %s, parcel %s, is %s", (status, shipment_status, type, ours) => {
    const body = JSON.stringify({ ...fulfillment, status, shipment_status });

    expect(shopify("fulfillments/update", body)).toMatchObject({ type, fields: { status: ours } });
  });

  test("without tracking", () => {
    const without = {
      tracking_company: null,
      tracking_number: null,
      tracking_numbers: [],
      tracking_url: null,
    };
    const body = JSON.stringify({ ...fulfillment, ...without, tracking_urls: [] });

    const event = shopify("fulfillments/create", body);

    expect(event.type).toBe("fulfilment.created");
    expect(event.fields).not.toHaveProperty("trackingNumber");
  });
});

describe("a parcel on its way", () => {
  const entry = {
    id: 944956393,
    admin_graphql_api_id: "gid://shopify/FulfillmentEvent/944956393",
    fulfillment_id: 255858046,
    order_id: 450789469,
    status: "in_transit",
    message: "Arrived at the sorting centre",
    happened_at: "2023-10-03T13:33:36-04:00",
    city: "Ottawa",
    country: "CA",
    shop_id: 548380009,
    created_at: "2023-10-03T13:33:36-04:00",
    updated_at: "2023-10-03T13:33:36-04:00",
    estimated_delivery_at: "2023-10-05T13:00:00-04:00",
  };

  test.each([
    ["label_printed", "fulfilment.updated", "ready"],
    ["confirmed", "fulfilment.updated", "ready"],
    ["carrier_picked_up", "fulfilment.shipped", "in_transit"],
    ["in_transit", "fulfilment.updated", "in_transit"],
    ["delayed", "fulfilment.updated", "in_transit"],
    ["ready_for_pickup", "fulfilment.updated", "ready"],
    ["out_for_delivery", "fulfilment.out_for_delivery", "out_for_delivery"],
    ["attempted_delivery", "fulfilment.failed", "failed"],
    ["failure", "fulfilment.failed", "failed"],
    ["delivered", "fulfilment.delivered", "delivered"],
    ["picked_up", "fulfilment.delivered", "delivered"],
  ])("%s is %s, about the fulfillment", (theirs, type, status) => {
    const event = shopify("fulfillment_events/create", JSON.stringify({ ...entry, status: theirs }));

    expect(event).toMatchObject({ type, subject: "gid://shopify/Fulfillment/255858046", fields: { status } });
  });

  test("delivered has its time; where it was on the way is not where it goes", () => {
    const event = shopify("fulfillment_events/create", JSON.stringify({ ...entry, status: "delivered" }));

    expect(event.fields).toStrictEqual({
      fulfilmentId: "gid://shopify/Fulfillment/255858046",
      orderId: "gid://shopify/Order/450789469",
      status: "delivered",
      estimatedDeliveryAt: "2023-10-05T17:00:00.000Z",
      deliveredAt: "2023-10-03T17:33:36.000Z",
    });
  });

  test("failed says why", () => {
    const body = JSON.stringify({ ...entry, status: "attempted_delivery", message: "Nobody was at home" });

    expect(shopify("fulfillment_events/create", body).fields).toMatchObject({ reason: "Nobody was at home" });
  });

  test("in a state that Shopify adds one day is updated, without it", () => {
    const event = shopify("fulfillment_events/create", JSON.stringify({ ...entry, status: "beamed" }));

    expect(event.type).toBe("fulfilment.updated");
    expect(event.fields).not.toHaveProperty("status");
  });
});

describe("disputes", () => {
  const dispute = {
    id: 815713555,
    order_id: 625362839,
    type: "chargeback",
    amount: "11.50",
    currency: "USD",
    reason: "credit_not_processed",
    network_reason_code: "4827",
    status: "needs_response",
    evidence_due_by: "2022-10-15T20:00:00-04:00",
    evidence_sent_on: null,
    finalized_on: null,
    initiated_at: "2022-10-03T20:00:00-04:00",
  };

  test("opened", () => {
    const event = shopify("disputes/create", JSON.stringify(dispute));

    expect(event).toMatchObject({
      type: "dispute.opened",
      subject: "gid://shopify/ShopifyPaymentsDispute/815713555",
    });
    expect(event.fields).toStrictEqual({
      disputeId: "gid://shopify/ShopifyPaymentsDispute/815713555",
      orderId: "gid://shopify/Order/625362839",
      amount: 1150,
      currency: "USD",
      reason: "credit_not_processed",
      reasonCode: "4827",
      stage: "chargeback",
      status: "needs_response",
      evidenceDueAt: "2022-10-16T00:00:00.000Z",
      openedAt: "2022-10-04T00:00:00.000Z",
    });
  });

  test.each([
    ["under_review", "dispute.updated", "under_review"],
    ["won", "dispute.won", "won"],
    ["lost", "dispute.lost", "lost"],
    ["accepted", "dispute.lost", "accepted"],
    ["charge_refunded", "dispute.closed", "closed"],
  ])("updated to %s is %s", (theirs, type, status) => {
    const body = JSON.stringify({ ...dispute, status: theirs });

    expect(shopify("disputes/update", body)).toMatchObject({ type, fields: { status } });
  });
});

describe("products", () => {
  test.each([
    ["products/create", "product.created"],
    ["products/update", "product.updated"],
  ])("%s is %s", (topic, ours) => {
    const body = `{
      "admin_graphql_api_id": "gid://shopify/Product/788032119674292922", "id": 788032119674292922,
      "title": "Example T-Shirt", "handle": "example-t-shirt", "status": "active", "vendor": "Acme",
      "variants": [{ "id": 642667041472713922, "price": "19.99", "sku": "example-shirt-s" }]
    }`;
    const event = shopify(topic, body);

    expect(event.type).toBe(ours);
    expect(event.fields).toStrictEqual({
      productId: "gid://shopify/Product/788032119674292922",
      name: "Example T-Shirt",
      sku: "example-shirt-s",
      isActive: true,
    });
  });

  test("deleted are their id, as the other topics have it", () => {
    const event = shopify("products/delete", '{ "id": 7880321196742 }');

    expect(event).toMatchObject({ type: "product.deleted", subject: "gid://shopify/Product/7880321196742" });
    expect(event.fields).toStrictEqual({ productId: "gid://shopify/Product/7880321196742" });
  });
});
