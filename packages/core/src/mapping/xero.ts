import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields } from "../domain/read.ts";

/*
 * Xero names the resource and says nothing of it. A contact may be a customer, a supplier or both; invoices come without
 * their amounts and stay passthrough.
 */

/** Xero; the provider's types are category and type, `CONTACT.UPDATE`. */
export const xeroMapping = defineMapping({
  "CONTACT.CREATE": row("contact.created", contact),
  "CONTACT.UPDATE": row("contact.updated", contact),
});

function contact({ payload }: MappingInput): DomainFields<"contact.created"> {
  return { contactId: fields(payload)["resourceId"] };
}
