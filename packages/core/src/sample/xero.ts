import { defineSamples } from "./sample.ts";

export const xero = defineSamples({
  headers: () => ({ "content-type": "application/json; charset=utf-8", "user-agent": "Xero-Webhooks" }),
  events: {
    "INVOICE.UPDATE": (context) => {
      const id = context.uuid();
      return {
        payload: {
          events: [
            {
              resourceUrl: `https://api.xero.com/api.xro/2.0/Invoices/${id}`,
              resourceId: id,
              eventDateUtc: context.now.toISOString().slice(0, 23),
              eventType: "UPDATE",
              eventCategory: "INVOICE",
              tenantId: context.uuid(),
              tenantType: "ORGANISATION",
            },
          ],
          firstEventSequence: 1,
          lastEventSequence: 1,
          entropy: context.id(20).toUpperCase(),
        },
      };
    },
  },
  handshakes: {
    "intent to receive": (context) => ({
      headers: { "content-type": "application/json; charset=utf-8" },
      payload: {
        events: [],
        firstEventSequence: 0,
        lastEventSequence: 0,
        entropy: context.id(20).toUpperCase(),
      },
      isSigned: true,
      answer: { status: 200 },
    }),
  },
});
