import { defineSamples, unixSeconds } from "./sample.ts";

export const cloudinary = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Cloudinary" }),
  events: {
    upload: (context) => {
      const publicId = context.id(20).toLowerCase();
      const version = unixSeconds(context.now);
      return {
        payload: {
          notification_type: "upload",
          timestamp: context.now.toISOString(),
          request_id: context.id(32).toLowerCase(),
          asset_id: context.id(32).toLowerCase(),
          public_id: publicId,
          version,
          version_id: context.id(32).toLowerCase(),
          width: 1600,
          height: 900,
          format: "jpg",
          resource_type: "image",
          created_at: context.now.toISOString(),
          tags: [],
          bytes: 120_253,
          type: "upload",
          etag: context.id(32).toLowerCase(),
          placeholder: false,
          url: `http://res.cloudinary.com/acme/image/upload/v${version}/${publicId}.jpg`,
          secure_url: `https://res.cloudinary.com/acme/image/upload/v${version}/${publicId}.jpg`,
          asset_folder: "yard",
          display_name: "opening-day",
          original_filename: "opening-day",
          api_key: context.digits(15),
          notification_context: {
            triggered_at: context.now.toISOString(),
            triggered_by: { source: "api", id: context.digits(15) },
          },
        },
      };
    },
  },
});
