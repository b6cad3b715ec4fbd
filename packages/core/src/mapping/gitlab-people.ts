import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { fields, idText, instant } from "../domain/read.ts";

/** The domain fields of a user, from a system hook. */
export function user({ payload }: MappingInput): DomainFields<"user.created"> {
  const { user_id: id, email, name, username, created_at: createdAt } = fields(payload);
  return { userId: idText(id), email, name, username, createdAt: instant(createdAt) };
}

/** Those of one who could not sign in. */
export function failedLogin(input: MappingInput): DomainFields<"user.sign_in_failed"> {
  return { ...user(input), reason: fields(input.payload)["state"] };
}

/** The domain fields of a group. */
export function group({ payload }: MappingInput): DomainFields<"organization.created"> {
  const { group_id: id, name, full_path: fullPath, path } = fields(payload);
  return { organizationId: idText(id), name, slug: fullPath ?? path };
}

/** Those of a group and one of its members. */
export function member({ payload }: MappingInput): DomainFields<"organization.member_added"> {
  const event = fields(payload);
  return {
    organizationId: idText(event["group_id"]),
    name: event["group_name"],
    slug: event["group_path"],
    userId: idText(event["user_id"]),
    userEmail: event["user_email"],
    userName: event["user_username"] ?? event["user_name"],
    role: event["group_access"],
  };
}

/** The id of the group, for events that are about a member of it. */
export function groupId({ payload }: MappingInput): string | undefined {
  return idText(fields(payload)["group_id"]);
}
