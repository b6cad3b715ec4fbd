import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";

/** Cloudflare Stream; a video is a file, and the type is its state. */
export const cloudflareStreamMapping = defineMapping({
  ready: row("file.processed", video),
  error: row("file.processing_failed", (input) => {
    const { errorReasonCode, errorReasonText } = fields(fields(input.payload)["status"]);
    return {
      ...video(input),
      failureCode: someText(errorReasonCode),
      failureMessage: someText(errorReasonText),
    };
  }),
});

function video({ payload }: MappingInput): DomainFields<"file.processed"> {
  const { uid, meta, size, playback, creator } = fields(payload);
  return {
    fileId: uid,
    name: someText(fields(meta)["name"]),
    sizeBytes: size,
    author: creator,
    url: fields(playback)["hls"],
  };
}
