import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText } from "../domain/read.ts";
import { hasStatus, payment, subscription } from "./clerk-billing.ts";

/*
 * Field names from Clerk's own types (@clerk/backend 2.33.8). A session begins when someone signs in, and ends in one of
 * three ways, each with an event of its own.
 */

/** Clerk: users, their sessions, organizations and who is in them, and what they pay. */
export const clerkMapping = defineMapping({
  "user.created": row("user.created", user),
  "user.updated": row("user.updated", user),
  "user.deleted": row("user.deleted", user),

  "session.created": row("user.signed_in", session, { subject: userOfSession }),
  "session.ended": row("user.signed_out", session, { subject: userOfSession }),
  "session.removed": row("user.signed_out", session, { subject: userOfSession }),
  "session.revoked": row("user.signed_out", session, { subject: userOfSession }),

  "organization.created": row("organization.created", organization),
  "organization.updated": row("organization.updated", organization),
  "organization.deleted": row("organization.deleted", organization),
  "organizationMembership.created": row("organization.member_added", membership, { subject: organizationOf }),
  "organizationMembership.updated": row("organization.member_updated", membership, {
    subject: organizationOf,
  }),
  "paymentAttempt.created": row("payment.processing", payment, { when: hasStatus("pending") }),
  "paymentAttempt.updated": [
    row("payment.succeeded", payment, { when: hasStatus("paid") }),
    row("payment.failed", payment, { when: hasStatus("failed") }),
  ],
  "subscription.created": row("subscription.created", subscription),
  "subscription.updated": [
    row("subscription.canceled", subscription, { when: hasStatus("ended") }),
    row("subscription.updated", subscription),
  ],
  "organizationMembership.deleted": row("organization.member_removed", membership, {
    subject: organizationOf,
  }),
});

function dataOf({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function user(input: MappingInput): DomainFields<"user.created"> {
  const data = dataOf(input);
  const email = byId(data["email_addresses"], data["primary_email_address_id"]);
  const status = fields(email["verification"])["status"];
  return {
    userId: data["id"],
    email: email["email_address"],
    emailVerified: status === undefined ? undefined : status === "verified",
    name: nameOf(data),
    username: data["username"],
    phone: byId(data["phone_numbers"], data["primary_phone_number_id"])["phone_number"],
    createdAt: milliseconds(data["created_at"]),
  };
}

function session(input: MappingInput): DomainFields<"user.signed_in"> {
  const data = dataOf(input);
  const { client_ip, user_agent } = fields(fields(fields(input.payload)["event_attributes"])["http_request"]);
  return { userId: data["user_id"], sessionId: data["id"], ip: client_ip, userAgent: user_agent };
}

function userOfSession(input: MappingInput): string | undefined {
  return someText(dataOf(input)["user_id"]);
}

function organization(input: MappingInput): DomainFields<"organization.created"> {
  const { id, name, slug } = dataOf(input);
  return { organizationId: id, name, slug };
}

function membership(input: MappingInput): DomainFields<"organization.member_added"> {
  const data = dataOf(input);
  const { id, name, slug } = fields(data["organization"]);
  const member = fields(data["public_user_data"]);
  const identifier = someText(member["identifier"]);
  return {
    organizationId: id,
    name,
    slug,
    userId: member["user_id"],
    userEmail: identifier?.includes("@") === true ? identifier : undefined,
    userName: nameOf(member),
    role: data["role"],
  };
}

function organizationOf(input: MappingInput): string | undefined {
  return someText(fields(dataOf(input)["organization"])["id"]);
}

function byId(list: unknown, id: unknown): Fields {
  return (
    elements(list)
      .map(fields)
      .find((entry) => entry["id"] === id) ?? {}
  );
}

function nameOf({ first_name, last_name }: Fields): string | undefined {
  return someText([someText(first_name), someText(last_name)].filter((part) => part !== undefined).join(" "));
}

function milliseconds(value: unknown): string | undefined {
  return typeof value === "number" ? instant(value / 1000) : undefined;
}
