import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, instant, someText } from "../domain/read.ts";

/*
 * Field names from WorkOS's own types (@workos-inc/node 8.13.0). A directory's user (`dsync.user.*`) is an entry in
 * someone else's directory, with an id of its own, and no account here: those stay passthrough.
 */

/** WorkOS. */
export const workosMapping = defineMapping({
  "user.created": row("user.created", user),
  "user.updated": row("user.updated", user),
  "user.deleted": row("user.deleted", user),

  "organization.created": row("organization.created", organization),
  "organization.updated": row("organization.updated", organization),
  "organization.deleted": row("organization.deleted", organization),
  "organization_membership.created": row("organization.member_added", membership, {
    subject: organizationOf,
  }),
  "organization_membership.updated": row("organization.member_updated", membership, {
    subject: organizationOf,
  }),
  "organization_membership.deleted": row("organization.member_removed", membership, {
    subject: organizationOf,
  }),

  "authentication.password_succeeded": row("user.signed_in", attempt("password"), { subject: userOf }),
  "authentication.password_failed": row("user.sign_in_failed", failed("password"), { subject: userOf }),
  "authentication.oauth_succeeded": row("user.signed_in", attempt("oauth"), { subject: userOf }),
  "authentication.oauth_failed": row("user.sign_in_failed", failed("oauth"), { subject: userOf }),
  "authentication.sso_succeeded": row("user.signed_in", attempt("sso"), { subject: userOf }),
  "authentication.sso_failed": row("user.sign_in_failed", failed("sso"), { subject: userOf }),
  "authentication.passkey_succeeded": row("user.signed_in", attempt("passkey"), { subject: userOf }),
  "authentication.passkey_failed": row("user.sign_in_failed", failed("passkey"), { subject: userOf }),
  // Of a session only its end is told here: that it began is told by the authentication.
  "session.revoked": row(
    "user.signed_out",
    (input) => {
      const { id, user_id, ip_address, user_agent } = dataOf(input);
      return { userId: user_id, sessionId: id, ip: ip_address, userAgent: user_agent };
    },
    { subject: userOf },
  ),
  "authentication.email_verification_succeeded": row("user.email_verified", account, { subject: userOf }),
  "password_reset.succeeded": row("user.password_changed", account, { subject: userOf }),
  "authentication.magic_auth_succeeded": row("user.signed_in", attempt("magic_auth"), { subject: userOf }),
  "authentication.magic_auth_failed": row("user.sign_in_failed", failed("magic_auth"), { subject: userOf }),
});

function dataOf({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function user(input: MappingInput): DomainFields<"user.created"> {
  const { id, email, email_verified, first_name, last_name, created_at } = dataOf(input);
  const names = [someText(first_name), someText(last_name)].filter((part) => part !== undefined);
  return {
    userId: id,
    email,
    emailVerified: email_verified,
    name: someText(names.join(" ")),
    createdAt: instant(created_at),
  };
}

function organization(input: MappingInput): DomainFields<"organization.created"> {
  const { id, name, metadata } = dataOf(input);
  return { organizationId: id, name, metadata };
}

function membership(input: MappingInput): DomainFields<"organization.member_added"> {
  const { organization_id, organization_name, user_id, role } = dataOf(input);
  return {
    organizationId: organization_id,
    name: organization_name,
    userId: user_id,
    role: fields(role)["slug"],
  };
}

function account(input: MappingInput): DomainFields<"user.updated"> {
  const { user_id, email } = dataOf(input);
  return { userId: user_id, email };
}

function attempt(method: string) {
  return (input: MappingInput): DomainFields<"user.signed_in"> => {
    const { user_id, email, ip_address, user_agent } = dataOf(input);
    return { userId: user_id, email, ip: ip_address, userAgent: user_agent, method };
  };
}

function failed(method: string) {
  return (input: MappingInput): DomainFields<"user.sign_in_failed"> => ({
    ...attempt(method)(input),
    reason: fields(dataOf(input)["error"])["code"],
  });
}

function userOf(input: MappingInput): string | undefined {
  return someText(dataOf(input)["user_id"]);
}

function organizationOf(input: MappingInput): string | undefined {
  return someText(dataOf(input)["organization_id"]);
}
