import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText } from "../domain/read.ts";

/* Field names from Dropbox Sign's own types (@dropbox/sign 1.11.0). */

/** Dropbox Sign. */
export const dropboxSignMapping = defineMapping({
  signature_request_sent: row("document.sent", document),
  signature_request_viewed: row("document.viewed", byOne),
  signature_request_signed: row("document.signed", byOne),
  signature_request_all_signed: row("document.completed", document),
  signature_request_declined: row("document.declined", (input) => {
    const who = signers(input).find((signer) => signer["status_code"] === "declined");
    return { ...byOne(input), reason: someText(who?.["decline_reason"]) };
  }),
  signature_request_expired: row("document.expired", document),
  signature_request_canceled: row("document.canceled", document),
});

function request({ payload }: MappingInput): Fields {
  return fields(fields(payload)["signature_request"]);
}

function signers(input: MappingInput): readonly Fields[] {
  return elements(request(input)["signatures"]).map(fields);
}

function document(input: MappingInput): DomainFields<"document.sent"> {
  const entry = request(input);
  return {
    documentId: entry["signature_request_id"],
    title: someText(entry["title"]) ?? someText(entry["subject"]),
    senderEmail: entry["requester_email_address"],
    signers: signers(input).map((signer) => ({
      ...person(signer),
      status: signer["status_code"],
      signedAt: instant(signer["signed_at"]),
    })),
    url: entry["details_url"],
    expiresAt: instant(entry["expires_at"]),
  };
}

function byOne(input: MappingInput): DomainFields<"document.signed"> {
  const { event_metadata } = fields(fields(input.payload)["event"]);
  const id = fields(event_metadata)["related_signature_id"];
  const who = signers(input).find((signer) => signer["signature_id"] === id);
  return { ...document(input), signer: who && person(who) };
}

function person(signer: Fields): Fields {
  return {
    signerId: signer["signature_id"],
    name: signer["signer_name"],
    email: signer["signer_email_address"],
  };
}
