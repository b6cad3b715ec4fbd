import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText } from "../domain/read.ts";

/*
 * Field names from Okta's System Log. Whom an entry is about is its target of type `User`; of a session it is the actor.
 */

/** Okta event hooks. */
export const oktaMapping = defineMapping({
  "user.lifecycle.create": row("user.created", user, { subject: userId }),
  "user.account.update_profile": row("user.updated", user, { subject: userId }),
  "user.lifecycle.delete.completed": row("user.deleted", user, { subject: userId }),
  "user.lifecycle.deactivate": row("user.deactivated", user, { subject: userId }),
  "user.lifecycle.suspend": row("user.deactivated", user, { subject: userId }),
  "user.lifecycle.reactivate": row("user.reactivated", user, { subject: userId }),
  "user.lifecycle.unsuspend": row("user.reactivated", user, { subject: userId }),
  "user.account.update_password": row("user.password_changed", user, { subject: userId }),
  "user.account.reset_password": row("user.password_changed", user, { subject: userId }),
  "user.session.start": [
    row("user.signed_in", session, { when: hasResult("SUCCESS"), subject: actorId }),
    row(
      "user.sign_in_failed",
      (input) => ({ ...session(input), reason: fields(fields(input.payload)["outcome"])["reason"] }),
      { when: hasResult("FAILURE"), subject: actorId },
    ),
  ],
  "user.session.end": row("user.signed_out", session, { subject: actorId }),
});

function targetUser({ payload }: MappingInput): Fields {
  return (
    elements(fields(payload)["target"])
      .map(fields)
      .find(({ type }) => type === "User") ?? {}
  );
}

function actor({ payload }: MappingInput): Fields {
  return fields(fields(payload)["actor"]);
}

function account(entry: Fields): DomainFields<"user.created"> {
  const login = someText(entry["alternateId"]);
  return {
    userId: entry["id"],
    name: entry["displayName"],
    username: login,
    email: login?.includes("@") === true ? login : undefined,
  };
}

function user(input: MappingInput): DomainFields<"user.created"> {
  return account(targetUser(input));
}

function session(input: MappingInput): DomainFields<"user.signed_in"> {
  const payload = fields(input.payload);
  const client = fields(payload["client"]);
  return {
    ...account(actor(input)),
    sessionId: fields(payload["authenticationContext"])["externalSessionId"],
    ip: client["ipAddress"],
    userAgent: fields(client["userAgent"])["rawUserAgent"],
  };
}

function userId(input: MappingInput): string | undefined {
  return someText(targetUser(input)["id"]);
}

function actorId(input: MappingInput): string | undefined {
  return someText(actor(input)["id"]);
}

function hasResult(result: string) {
  return ({ payload }: MappingInput): boolean => fields(fields(payload)["outcome"])["result"] === result;
}
