import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, idText, someText } from "../domain/read.ts";

/** Cloudinary; an asset is a file. A deletion names several assets at once and stays passthrough. */
export const cloudinaryMapping = defineMapping({
  upload: row("file.created", asset),
  eager: row("file.processed", asset),
});

function asset({ payload }: MappingInput): DomainFields<"file.created"> {
  const entry = fields(payload);
  const { resource_type, format } = entry;
  const isImage = resource_type === "image" && typeof format === "string";
  return {
    fileId: entry["asset_id"] ?? entry["public_id"],
    name: someText(entry["display_name"]) ?? someText(entry["original_filename"]) ?? entry["public_id"],
    path: entry["public_id"],
    folderId: someText(entry["asset_folder"]),
    contentType: isImage ? `image/${format === "jpg" ? "jpeg" : format}` : undefined,
    sizeBytes: entry["bytes"],
    version: idText(entry["version"]),
    url: entry["secure_url"],
  };
}
