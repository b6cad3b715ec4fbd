import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields } from "../domain/read.ts";

/** Tailscale; the provider's types are its own, `userCreated`. Users are named by their login. */
export const tailscaleMapping = defineMapping({
  userCreated: row("user.created", user),
  userRoleUpdated: row("user.updated", user),
  userSuspended: row("user.deactivated", user),
  userRestored: row("user.reactivated", user),
  userDeleted: row("user.deleted", user),
});

function user({ payload }: MappingInput): DomainFields<"user.created"> {
  const login = fields(fields(payload)["data"])["user"];
  return { userId: login, username: login, organizationId: fields(payload)["tailnet"] };
}
