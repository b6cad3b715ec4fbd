import { defineMapping, type MappingInput, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";

/** Attio. Of what kind a record is only its object's id says, which each workspace has its own: passthrough. */
export const attioMapping = defineMapping({
  "workspace-member.created": row(
    "organization.member_added",
    (input) => ({
      organizationId: idsOf(input)["workspace_id"],
      userId: idsOf(input)["workspace_member_id"],
    }),
    { subject: (input) => someText(idsOf(input)["workspace_id"]) },
  ),
});

function idsOf({ payload }: MappingInput) {
  return fields(fields(payload)["id"]);
}
