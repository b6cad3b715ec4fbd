import { defineSamples } from "./sample.ts";

export const easypost = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "EasyPost/v2 Webhooks" }),
  events: {
    "tracker.updated": (context) => {
      const code = `EZ${context.digits(10)}`;
      return {
        payload: {
          id: `evt_${context.id(32).toLowerCase()}`,
          object: "Event",
          mode: "production",
          description: "tracker.updated",
          previous_attributes: { status: "out_for_delivery" },
          created_at: context.now.toISOString(),
          updated_at: context.now.toISOString(),
          pending_urls: ["https://hooks.example.com/webhooks/easypost"],
          completed_urls: [],
          status: "pending",
          result: {
            id: `trk_${context.id(32).toLowerCase()}`,
            object: "Tracker",
            mode: "production",
            tracking_code: code,
            status: "delivered",
            status_detail: "arrived_at_destination",
            signed_by: "J ROSEN",
            weight: 17.6,
            est_delivery_date: context.now.toISOString(),
            carrier: "USPS",
            public_url: `https://track.easypost.com/${code}`,
          },
        },
      };
    },
  },
});
