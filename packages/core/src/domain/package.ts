import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, maybe, shape, text } from "./field.ts";

const softwarePackage = shape({
  packageId: id,
  name: text,
  version: maybe(text),
  registry: maybe(text),
  repository: maybe(text),
  author: maybe(text),
  url: maybe(text),
});

export const packageEvents = defineFamily({
  "package.published": softwarePackage,
  "package.unpublished": softwarePackage,
});

export const packageWords = {
  family: "Software in a registry: a package, an image.",
  types: {
    "package.published": "A version of a package, or a tag of an image, was put into a registry.",
    "package.unpublished": "A version, or the whole package, was taken out of a registry.",
  },
  fields: {
    version: "The version or tag.",
    registry: "Where: `npm`, `docker`, `maven`.",
    repository: "`owner/name` of the sources.",
    author: "Who did it.",
  },
} satisfies FamilyWords<typeof packageEvents>;
