import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, instant, someText } from "../domain/read.ts";

/*
 * Field names from FusionAuth's events. Of events that come before and after something (`user.create` and
 * `user.create.complete`) the later one is read where there is one: what comes before may still be undone.
 */

/** FusionAuth. */
export const fusionauthMapping = defineMapping({
  "user.create.complete": row("user.created", user),
  "user.update.complete": row("user.updated", user),
  "user.delete.complete": row("user.deleted", user),
  "user.deactivate": row("user.deactivated", user),
  "user.reactivate": row("user.reactivated", user),
  "user.email.verified": row("user.email_verified", user),
  "user.password.update": row("user.password_changed", user),
  "user.login.success": row("user.signed_in", session),
  "user.login.failed": row("user.sign_in_failed", session),
});

function eventOf({ payload }: MappingInput): Fields {
  return fields(fields(payload)["event"]);
}

function user(input: MappingInput): DomainFields<"user.created"> {
  const entry = fields(eventOf(input)["user"]);
  const names = [someText(entry["firstName"]), someText(entry["lastName"])].filter(
    (part) => part !== undefined,
  );
  const created = entry["insertInstant"];
  return {
    userId: entry["id"],
    email: entry["email"],
    emailVerified: entry["verified"],
    name: someText(entry["fullName"]) ?? someText(names.join(" ")),
    username: entry["username"],
    phone: entry["mobilePhone"],
    organizationId: entry["tenantId"],
    createdAt: typeof created === "number" ? instant(created / 1000) : undefined,
  };
}

function session(input: MappingInput): DomainFields<"user.signed_in"> {
  const { authenticationType, ipAddress, info } = eventOf(input);
  const about = fields(info);
  return {
    ...user(input),
    method: someText(authenticationType)?.toLowerCase(),
    ip: about["ipAddress"] ?? ipAddress,
    userAgent: about["userAgent"],
  };
}
