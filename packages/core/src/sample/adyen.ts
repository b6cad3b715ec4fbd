import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function reference(context: SampleContext): string {
  return context.id(16).toUpperCase();
}

function request(context: SampleContext, item: JsonObject): SampleEvent {
  return {
    payload: {
      live: "false",
      notificationItems: [
        {
          NotificationRequestItem: {
            additionalData: { shopperReference: `shopper-${context.digits(5)}` },
            amount: { currency: "EUR", value: 4990 },
            eventDate: context.now.toISOString().replace(/\.\d+Z$/, "+00:00"),
            merchantAccountCode: "AcmeECOM",
            merchantReference: `order-${context.digits(6)}`,
            paymentMethod: "visa",
            pspReference: reference(context),
            reason: "",
            success: "true",
            ...item,
          },
        },
      ],
    },
  };
}

export const adyen = defineSamples({
  headers: () => ({
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Adyen HttpClient 1.0",
  }),
  events: {
    AUTHORISATION: (context) =>
      request(context, {
        eventCode: "AUTHORISATION",
        additionalData: {
          authCode: context.digits(6),
          avsResult: "4 AVS not supported for this card type",
          cardSummary: "1111",
          expiryDate: "03/2030",
          shopperEmail: "jenny.rosen@example.com",
          shopperReference: `shopper-${context.digits(5)}`,
          threeDAuthenticated: "false",
        },
        operations: ["CANCEL", "CAPTURE", "REFUND"],
        reason: "033899:1111:03/2030",
      }),

    CAPTURE: (context) => request(context, { eventCode: "CAPTURE", originalReference: reference(context) }),

    // Adyen writes Chilean pesos with two decimals, which they have not: $49 900.
    CHARGEBACK: (context) =>
      request(context, {
        eventCode: "CHARGEBACK",
        originalReference: reference(context),
        amount: { currency: "CLP", value: 4_990_000 },
        additionalData: {
          chargebackReasonCode: "10.4",
          chargebackSchemeCode: "visa",
          defendable: "true",
          defensePeriodEndsAt: new Date(context.now.getTime() + 14 * 86_400_000)
            .toISOString()
            .replace(/\.\d+Z$/, "+00:00"),
          disputeStatus: "Undefended",
        },
        reason: "Fraud: card not present",
      }),

    REFUND: (context) => request(context, { eventCode: "REFUND", originalReference: reference(context) }),
  },
});
