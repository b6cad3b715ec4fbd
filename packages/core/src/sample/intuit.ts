import { defineSamples } from "./sample.ts";

export const intuit = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "intuit_notification_server/1.0" }),
  events: {
    "qbo.customer.created.v1": (context) => ({
      payload: [
        {
          specversion: "1.0",
          id: context.uuid(),
          source: `intuit.${context.id(16)}`,
          type: "qbo.customer.created.v1",
          datacontenttype: "application/json",
          time: context.now.toISOString(),
          intuitentityid: context.digits(3),
          intuitaccountid: context.digits(15),
          data: {},
        },
      ],
    }),
    "Customer.Create": (context) => ({
      payload: {
        eventNotifications: [
          {
            realmId: context.digits(15),
            dataChangeEvent: {
              entities: [
                {
                  name: "Customer",
                  id: context.digits(3),
                  operation: "Create",
                  lastUpdated: context.now.toISOString(),
                },
              ],
            },
          },
        ],
      },
    }),
  },
});
