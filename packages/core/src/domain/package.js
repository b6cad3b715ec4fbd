import { defineFamily } from "./definition.ts";
import { id, maybe, shape, text } from "./field.ts";
const softwarePackage = shape({
    packageId: id,
    name: text,
    version: maybe(text, "The version or tag."),
    registry: maybe(text, "Where: `npm`, `docker`, `maven`."),
    repository: maybe(text, "`owner/name` of the sources."),
    author: maybe(text, "Who did it."),
    url: maybe(text),
});
export const packageEvents = defineFamily("Software in a registry: a package, an image.", {
    "package.published": {
        description: "A version of a package, or a tag of an image, was put into a registry.",
        schema: softwarePackage,
    },
    "package.unpublished": {
        description: "A version, or the whole package, was taken out of a registry.",
        schema: softwarePackage,
    },
});
