import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText } from "../domain/read.ts";

/* Field names from memory of Adobe's documentation. How much of an agreement comes along is set with the webhook. */

/** Adobe Acrobat Sign. */
export const adobeSignMapping = defineMapping({
  AGREEMENT_CREATED: row("document.sent", document),
  AGREEMENT_EMAIL_VIEWED: row("document.viewed", byOne),
  AGREEMENT_ACTION_COMPLETED: row("document.signed", byOne),
  AGREEMENT_WORKFLOW_COMPLETED: row("document.completed", (input) => ({
    ...document(input),
    completedAt: instant(fields(input.payload)["eventDate"]),
  })),
  AGREEMENT_REJECTED: row("document.declined", (input) => ({ ...byOne(input), reason: reason(input) })),
  AGREEMENT_EXPIRED: row("document.expired", document),
  AGREEMENT_RECALLED: row("document.canceled", (input) => ({ ...document(input), reason: reason(input) })),
});

function agreement({ payload }: MappingInput): Fields {
  return fields(fields(payload)["agreement"]);
}

function document(input: MappingInput): DomainFields<"document.sent"> {
  const { id, name, senderEmail, participantSetsInfo, expirationTime } = agreement(input);
  const sets = elements(fields(participantSetsInfo)["participantSets"]).map(fields);
  const signers = sets.flatMap((set) =>
    elements(set["memberInfos"])
      .map(fields)
      .map((member) => ({
        signerId: member["id"],
        name: member["name"],
        email: member["email"],
        status: set["status"],
      })),
  );
  return {
    documentId: id ?? fields(input.payload)["eventResourceParentId"],
    title: name,
    senderEmail,
    signers: signers.length === 0 ? undefined : signers,
    expiresAt: instant(expirationTime),
  };
}

function byOne(input: MappingInput): DomainFields<"document.signed"> {
  const { participantUserEmail, participantUserId } = fields(input.payload);
  const email = someText(participantUserEmail);
  return {
    ...document(input),
    signer: email === undefined ? undefined : { signerId: participantUserId, email },
  };
}

function reason({ payload }: MappingInput): string | undefined {
  return someText(fields(fields(payload)["actionDetails"])["comment"]);
}
