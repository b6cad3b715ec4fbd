import { defineSamples } from "./sample.ts";

export const contentful = defineSamples({
  headers: (context, type) => ({
    "content-type": "application/vnd.contentful.management.v1+json",
    "user-agent": "Contentful Webhooks",
    "x-contentful-topic": type,
    "x-contentful-webhook-name": "Hookyard",
    "x-contentful-idempotency-key": context.id(64).toLowerCase(),
    "x-contentful-event-datetime": context.now.toISOString(),
  }),
  events: {
    "ContentManagement.Asset.save": (context) => {
      const link = (type: string) => ({ sys: { type: "Link", linkType: type, id: context.id(12) } });
      return {
        headers: { "x-contentful-topic": "ContentManagement.Asset.save" },
        payload: {
          sys: {
            type: "Asset",
            id: context.id(22),
            space: link("Space"),
            environment: link("Environment"),
            createdBy: link("User"),
            updatedBy: link("User"),
            createdAt: "2025-12-01T08:00:00.000Z",
            updatedAt: context.now.toISOString(),
            version: 7,
          },
          fields: {
            title: { "en-US": "Opening day" },
            file: {
              "en-US": {
                fileName: "opening-day.jpg",
                contentType: "image/jpeg",
                url: "//images.ctfassets.net/acme/1/2/opening-day.jpg",
                details: { size: 120_253, image: { width: 1600, height: 900 } },
              },
            },
          },
        },
      };
    },
  },
});
