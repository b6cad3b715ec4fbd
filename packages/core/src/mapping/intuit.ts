import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";

/*
 * Intuit names the entity and says nothing of it, so what needs an amount stays passthrough. The types of the CloudEvents
 * are from memory.
 */

/** Intuit QuickBooks Online, CloudEvents (`qbo.customer.created.v1`) and the older form (`Customer.Create`). */
export const intuitMapping = defineMapping({
  "qbo.customer.created.v1": row("customer.created", customer),
  "qbo.customer.updated.v1": row("customer.updated", customer),
  "qbo.customer.deleted.v1": row("customer.deleted", customer),
  "Customer.Create": row("customer.created", customer),
  "Customer.Update": row("customer.updated", customer),
  "Customer.Delete": row("customer.deleted", customer),
});

function customer({ payload }: MappingInput): DomainFields<"customer.created"> {
  const entry = fields(payload);
  return { customerId: someText(entry["intuitentityid"]) ?? entry["id"] };
}
