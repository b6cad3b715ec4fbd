import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, someText } from "../domain/read.ts";

/** Contentful; an asset is a file. Entries are of a team's own kinds and stay passthrough. */
export const contentfulMapping = defineMapping({
  "ContentManagement.Asset.create": row("file.created", asset),
  "ContentManagement.Asset.save": row("file.updated", asset),
  "ContentManagement.Asset.publish": row("file.processed", asset),
  "ContentManagement.Asset.delete": row("file.deleted", asset),
});

function asset({ payload }: MappingInput): DomainFields<"file.created"> {
  const { sys, fields: content } = fields(payload);
  const system = fields(sys);
  const own = fields(content);
  const file = fields(firstLocale(own["file"]));
  const url = someText(file["url"]);
  return {
    fileId: system["id"],
    name: someText(firstLocale(own["title"])) ?? file["fileName"],
    contentType: file["contentType"],
    sizeBytes: fields(file["details"])["size"],
    version: idText(system["version"] ?? system["revision"]),
    author: fields(fields(fields(system["updatedBy"])["sys"]))["id"],
    url: url?.startsWith("//") === true ? `https:${url}` : url,
  };
}

/** A field holds a value for each language. */
function firstLocale(value: unknown): unknown {
  const [first] = Object.values(fields(value) satisfies Fields);
  return first;
}
