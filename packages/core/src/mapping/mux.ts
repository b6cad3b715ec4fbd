import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, fields, someText } from "../domain/read.ts";

/* Field names from Mux's own types (@mux/mux-node 15.3.0). Uploads and live streams stay passthrough: an asset tells it. */

/** Mux; an asset is a file. */
export const muxMapping = defineMapping({
  "video.asset.created": row("file.created", asset),
  "video.asset.updated": row("file.updated", asset),
  "video.asset.deleted": row("file.deleted", asset),
  "video.asset.ready": row("file.processed", asset),
  "video.asset.errored": row("file.processing_failed", (input) => {
    const { type, messages } = fields(fields(fields(input.payload)["data"])["errors"]);
    return {
      ...asset(input),
      failureCode: type,
      failureMessage: someText(elements(messages).map(String).join(" ")),
    };
  }),
});

function asset({ payload }: MappingInput): DomainFields<"file.created"> {
  const { id, playback_ids, meta } = fields(fields(payload)["data"]);
  const [playback] = elements(playback_ids).map(fields);
  const isPublic = playback?.["policy"] === "public";
  return {
    fileId: id,
    name: someText(fields(meta)["title"]),
    url: isPublic ? `https://stream.mux.com/${String(playback["id"])}.m3u8` : undefined,
  };
}
