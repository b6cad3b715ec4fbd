import { describe, expect, test } from "vitest";
import { shopifyEvent } from "../testing/fixture/shopify-event.ts";

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
    const event = shopifyEvent("fulfillments/create", JSON.stringify(fulfillment));

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

    expect(shopifyEvent("fulfillments/update", body)).toMatchObject({ type, fields: { status: ours } });
  });

  test("without tracking", () => {
    const without = {
      tracking_company: null,
      tracking_number: null,
      tracking_numbers: [],
      tracking_url: null,
    };
    const body = JSON.stringify({ ...fulfillment, ...without, tracking_urls: [] });

    const event = shopifyEvent("fulfillments/create", body);

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
    const event = shopifyEvent("fulfillment_events/create", JSON.stringify({ ...entry, status: theirs }));

    expect(event).toMatchObject({ type, subject: "gid://shopify/Fulfillment/255858046", fields: { status } });
  });

  test("delivered has its time; where it was on the way is not where it goes", () => {
    const event = shopifyEvent(
      "fulfillment_events/create",
      JSON.stringify({ ...entry, status: "delivered" }),
    );

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

    expect(shopifyEvent("fulfillment_events/create", body).fields).toMatchObject({
      reason: "Nobody was at home",
    });
  });

  test("in a state that Shopify adds one day is updated, without it", () => {
    const event = shopifyEvent("fulfillment_events/create", JSON.stringify({ ...entry, status: "beamed" }));

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
    const event = shopifyEvent("disputes/create", JSON.stringify(dispute));

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

    expect(shopifyEvent("disputes/update", body)).toMatchObject({ type, fields: { status } });
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
    const event = shopifyEvent(topic, body);

    expect(event.type).toBe(ours);
    expect(event.fields).toStrictEqual({
      productId: "gid://shopify/Product/788032119674292922",
      name: "Example T-Shirt",
      sku: "example-shirt-s",
      isActive: true,
    });
  });

  test("deleted are their id, as the other topics have it", () => {
    const event = shopifyEvent("products/delete", '{ "id": 7880321196742 }');

    expect(event).toMatchObject({ type: "product.deleted", subject: "gid://shopify/Product/7880321196742" });
    expect(event.fields).toStrictEqual({ productId: "gid://shopify/Product/7880321196742" });
  });
});
