import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText } from "../domain/read.ts";

/*
 * Field names from DocuSign's JSON (`restv2.1`). An envelope is the document, a recipient one signer. Who signed is found
 * only where the configuration includes recipients; else the ids are all there is.
 */

/** DocuSign Connect. */
export const docusignMapping = defineMapping({
  "envelope-sent": row("document.sent", document),
  "envelope-completed": row("document.completed", (input) => ({
    ...document(input),
    completedAt: instant(summary(input)["completedDateTime"]),
  })),
  "envelope-declined": row("document.declined", (input) => {
    const who = signers(input).find(({ status }) => status === "declined");
    return { ...document(input), signer: person(who), reason: someText(who?.["declinedReason"]) };
  }),
  "envelope-voided": row("document.canceled", (input) => ({
    ...document(input),
    reason: someText(summary(input)["voidedReason"]),
  })),
  "recipient-delivered": row("document.viewed", byRecipient),
  "recipient-completed": row("document.signed", byRecipient),
});

function summary({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["envelopeSummary"]);
}

function signers(input: MappingInput): readonly Fields[] {
  return elements(fields(summary(input)["recipients"])["signers"]).map(fields);
}

function document(input: MappingInput): DomainFields<"document.sent"> {
  const envelope = summary(input);
  const asked = signers(input);
  return {
    documentId: fields(fields(input.payload)["data"])["envelopeId"],
    title: someText(envelope["emailSubject"]),
    senderEmail: someText(fields(envelope["sender"])["email"]),
    signers:
      asked.length === 0
        ? undefined
        : asked.map((signer) => ({
            ...person(signer),
            status: signer["status"],
            signedAt: instant(signer["signedDateTime"]),
          })),
    expiresAt: instant(envelope["expireDateTime"]),
  };
}

function byRecipient(input: MappingInput): DomainFields<"document.signed"> {
  const { recipientId } = fields(fields(input.payload)["data"]);
  const who = signers(input).find((signer) => signer["recipientId"] === recipientId);
  return { ...document(input), signer: person(who ?? { recipientId }) };
}

function person(signer: Fields | undefined): Fields | undefined {
  return signer && { signerId: signer["recipientId"], name: signer["name"], email: signer["email"] };
}
