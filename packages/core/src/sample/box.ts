import { defineSamples } from "./sample.ts";

export const box = defineSamples({
  headers: (context) => ({
    "content-type": "application/json",
    "user-agent": "Box-WH-Client",
    "box-delivery-id": context.uuid(),
    "box-signature-version": "1",
    "box-signature-algorithm": "HmacSHA256",
  }),
  events: {
    "FILE.UPLOADED": (context) => {
      const by = { type: "user", id: context.digits(9), name: "Ada Lovelace", login: "ada@example.com" };
      return {
        payload: {
          type: "webhook_event",
          id: context.uuid(),
          created_at: context.now.toISOString().replace(/\.\d+Z$/, "+00:00"),
          trigger: "FILE.UPLOADED",
          webhook: { id: context.digits(10), type: "webhook" },
          created_by: by,
          source: {
            id: context.digits(12),
            type: "file",
            file_version: {
              type: "file_version",
              id: context.digits(12),
              sha1: context.id(40).toLowerCase(),
            },
            sequence_id: "0",
            etag: "0",
            name: "plan.pdf",
            description: "",
            size: 20_480,
            path_collection: {
              total_count: 2,
              entries: [
                { type: "folder", id: "0", name: "All Files" },
                { type: "folder", id: context.digits(12), name: "Yard" },
              ],
            },
            created_by: by,
            modified_by: by,
            owned_by: by,
            parent: { type: "folder", id: context.digits(12), name: "Yard" },
            item_status: "active",
          },
          additional_info: [],
        },
      };
    },
  },
});
