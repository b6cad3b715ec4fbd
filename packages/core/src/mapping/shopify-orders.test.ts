import { describe, expect, test } from "vitest";
import { shopifyEvent } from "../testing/fixture/shopify-event.ts";

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
    const event = shopifyEvent(topic, order);

    expect(event.type).toBe(ours);
    expect(event.fields).toStrictEqual(fields);
  });

  test("canceled, with the reason", () => {
    const event = shopifyEvent("orders/cancelled", order);

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

    expect(shopifyEvent("orders/create", body).fields).toMatchObject({
      orderId: "gid://shopify/Order/1",
      amount,
    });
  });

  test("without any usable id go on as they are", () => {
    const body = order.replaceAll("admin_graphql_api_id", "no_longer_sent");

    expect(shopifyEvent("orders/create", body)).toMatchObject({
      type: "shopify.orders/create",
      mismatch: { type: "order.created", issues: [{ path: "orderId", message: "is missing" }] },
    });
  });

  test("deleted are their id, as the other topics have it", () => {
    const event = shopifyEvent("orders/delete", '{ "id": 5678901234567 }');

    expect(event).toMatchObject({ type: "order.deleted", subject: "gid://shopify/Order/5678901234567" });
    expect(event.fields).toStrictEqual({ orderId: "gid://shopify/Order/5678901234567" });
  });

  test("deleted, with a number that has lost digits, go on as they are", () => {
    expect(shopifyEvent("orders/delete", '{ "id": 820982911946154508 }')).toMatchObject({
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
    expect(
      shopifyEvent("order_transactions/create", JSON.stringify({ ...transaction, kind, status })).type,
    ).toBe(ours);
  });

  test("have the fields of a payment", () => {
    expect(shopifyEvent("order_transactions/create", JSON.stringify(transaction)).fields).toStrictEqual(
      fields,
    );
  });

  test("that failed say why", () => {
    const failed = { ...transaction, status: "failure", error_code: "card_declined", message: "Declined" };
    const event = shopifyEvent("order_transactions/create", JSON.stringify(failed));

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
    const event = shopifyEvent("refunds/create", JSON.stringify(refund));

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

    expect(shopifyEvent("refunds/create", JSON.stringify(pending))).toMatchObject({
      type: "refund.created",
      fields: { status: "pending", amount: 4194 },
    });
  });

  test("of goods without money stay passthrough", () => {
    expect(shopifyEvent("refunds/create", JSON.stringify({ ...refund, transactions: [] })).type).toBe(
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
    const event = shopifyEvent(topic, body);

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
    const event = shopifyEvent(topic, body);

    expect(event.type).toBe(ours);
    expect(event.fields).toStrictEqual({
      customerId: "gid://shopify/Customer/706405506930370084",
      email: "bob@biller.com",
      name: "Bob Biller",
      country: "US",
    });
  });
});
