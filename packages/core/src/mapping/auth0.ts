import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, instant, someText } from "../domain/read.ts";

/*
 * Users and organizations come from event streams, what users do from log streams. A log stream tells of new and deleted
 * users too, with less in it: those entries stay passthrough, so that a team with both streams hears it once.
 */

/** Auth0. */
export const auth0Mapping = defineMapping({
  "user.created": row("user.created", user),
  "user.updated": row("user.updated", user),
  "user.deleted": row("user.deleted", user),

  "organization.created": row("organization.created", organization),
  "organization.updated": row("organization.updated", organization),
  "organization.deleted": row("organization.deleted", organization),
  "organization.member.added": row("organization.member_added", membership, { subject: organizationOf }),
  "organization.member.deleted": row("organization.member_removed", membership, { subject: organizationOf }),

  "log.s": row("user.signed_in", session),
  "log.slo": row("user.signed_out", session),
  "log.f": row("user.sign_in_failed", failure),
  "log.fp": row("user.sign_in_failed", failure),
  "log.fu": row("user.sign_in_failed", failure),
  "log.scp": row("user.password_changed", account),
  "log.sv": row("user.email_verified", account),
});

function objectOf({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["object"]);
}

function user(input: MappingInput): DomainFields<"user.created"> {
  const { user_id, email, email_verified, name, username, phone_number, created_at } = objectOf(input);
  return {
    userId: user_id,
    email,
    emailVerified: email_verified,
    name,
    username,
    phone: phone_number,
    createdAt: instant(created_at),
  };
}

function organization(input: MappingInput): DomainFields<"organization.created"> {
  const { id, name, display_name } = objectOf(input);
  return { organizationId: id, name: someText(display_name) ?? name, slug: name };
}

function membership(input: MappingInput): DomainFields<"organization.member_added"> {
  const entry = objectOf(input);
  const { id, name } = fields(entry["organization"]);
  const member = fields(entry["user"]);
  return {
    organizationId: id,
    slug: name,
    userId: member["user_id"],
    userEmail: member["email"],
    userName: member["name"],
  };
}

function organizationOf(input: MappingInput): string | undefined {
  return someText(fields(objectOf(input)["organization"])["id"]);
}

function logOf({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function account(input: MappingInput): DomainFields<"user.updated"> {
  const { user_id, user_name, organization_id } = logOf(input);
  const name = someText(user_name);
  return {
    userId: someText(user_id),
    email: name?.includes("@") === true ? name : undefined,
    organizationId: someText(organization_id),
  };
}

function session(input: MappingInput): DomainFields<"user.signed_in"> {
  const { ip, user_agent, connection } = logOf(input);
  return { ...account(input), ip, userAgent: user_agent, method: someText(connection) };
}

function failure(input: MappingInput): DomainFields<"user.sign_in_failed"> {
  return { ...session(input), reason: someText(logOf(input)["description"]) };
}
