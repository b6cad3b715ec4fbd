import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";

/** npm hooks; the provider's types are its own, `package:publish`. Packages have no id but their name. */
export const npmHooksMapping = defineMapping({
  "package:publish": row("package.published", published),
  "package:unpublish": row("package.unpublished", published),
});

function published({ payload }: MappingInput): DomainFields<"package.published"> {
  const event = fields(payload);
  const name = event["name"];
  return {
    packageId: name,
    name,
    version: someText(fields(event["change"])["version"]) ?? someText(event["version"]),
    registry: "npm",
    url: typeof name === "string" ? `https://www.npmjs.com/package/${name}` : undefined,
  };
}
