import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function event(context: SampleContext, kind: string, subject: string): SampleEvent {
  const time = context.now.toISOString().replace(/\.\d+Z$/, "Z");
  const xml = `<notification>
  <timestamp type="datetime">${time}</timestamp>
  <kind>${kind}</kind>
  <subject>${subject}</subject>
</notification>`;
  return {
    encoding: "form",
    payload: { bt_signature: "", bt_payload: `${Buffer.from(xml, "utf8").toString("base64")}\n` },
  };
}

export const braintree = defineSamples({
  settings: { publicKey: "integration_public_key" },
  headers: () => ({
    "content-type": "application/x-www-form-urlencoded",
    "user-agent": "Braintree-Webhooks",
  }),
  events: {
    transaction_settled: (context) =>
      event(
        context,
        "transaction_settled",
        `<transaction>
    <id>${context.id(8).toLowerCase()}</id>
    <status>settled</status>
    <type>sale</type>
    <currency-iso-code>USD</currency-iso-code>
    <amount>49.90</amount>
    <merchant-account-id>acme</merchant-account-id>
    <order-id>order-${context.digits(6)}</order-id>
    <payment-instrument-type>credit_card</payment-instrument-type>
  </transaction>`,
      ),

    subscription_canceled: (context) =>
      event(
        context,
        "subscription_canceled",
        `<subscription>
    <id>${context.id(6).toLowerCase()}</id>
    <status>Canceled</status>
    <plan-id>pro-monthly</plan-id>
    <price>19.00</price>
    <transactions type="array"/>
    <add-ons type="array"/>
    <discounts type="array"/>
  </subscription>`,
      ),

    dispute_opened: (context) =>
      event(
        context,
        "dispute_opened",
        `<dispute>
    <id>${context.id(16).toLowerCase()}</id>
    <amount>49.90</amount>
    <currency-iso-code>USD</currency-iso-code>
    <kind>chargeback</kind>
    <status>open</status>
    <reason>fraud</reason>
    <reason-code>83</reason-code>
    <transaction>
      <id>${context.id(8).toLowerCase()}</id>
      <amount>49.90</amount>
    </transaction>
  </dispute>`,
      ),
  },
  handshakes: {
    // The answer's body is made with the private key.
    bt_challenge: (context) => ({
      method: "GET",
      query: { bt_challenge: Buffer.from(context.random(16)).toString("hex") },
      isSigned: false,
      answer: { status: 200, headers: { "x-content-type-options": "nosniff" } },
    }),
  },
});
