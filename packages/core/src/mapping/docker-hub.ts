import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields } from "../domain/read.ts";

/** Docker Hub: all that it sends is a push of an image. Repositories have no id but their name. */
export const dockerHubMapping = defineMapping({ push: row("package.published", pushed) });

function pushed({ payload }: MappingInput): DomainFields<"package.published"> {
  const push = fields(fields(payload)["push_data"]);
  const repository = fields(fields(payload)["repository"]);
  const name = repository["repo_name"];
  return {
    packageId: name,
    name,
    version: push["tag"],
    registry: "docker",
    author: push["pusher"],
    url: repository["repo_url"],
  };
}
