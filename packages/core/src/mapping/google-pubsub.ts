import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";
import { messageRows } from "./google-pubsub-message.ts";

/*
 * What a topic carries is its publisher's own. Of what Google itself writes there, the notifications of Cloud Storage are
 * read, and those in `google-pubsub-message.ts`; a file that is overwritten is deleted and made again, the deletion naming what overwrote it.
 */

/** Google Cloud Pub/Sub. */
export const googlePubsubMapping = defineMapping({
  message: messageRows,
  OBJECT_FINALIZE: [
    row("file.updated", file, { when: (input) => attribute(input, "overwroteGeneration") !== undefined }),
    row("file.created", file, { when: isStored }),
  ],
  OBJECT_METADATA_UPDATE: row("file.updated", file, { when: isStored }),
  OBJECT_DELETE: row("file.deleted", file, {
    when: (input) => isStored(input) && attribute(input, "overwrittenByGeneration") === undefined,
  }),
});

function attribute({ payload }: MappingInput, name: string): string | undefined {
  return someText(fields(fields(fields(payload)["message"])["attributes"])[name]);
}

function isStored(input: MappingInput): boolean {
  return attribute(input, "bucketId") !== undefined && attribute(input, "objectId") !== undefined;
}

function file(input: MappingInput): DomainFields<"file.created"> {
  const path = attribute(input, "objectId") ?? "";
  return {
    fileId: path,
    name: path.split("/").at(-1),
    path,
    folderId: attribute(input, "bucketId"),
    version: attribute(input, "objectGeneration"),
  };
}
