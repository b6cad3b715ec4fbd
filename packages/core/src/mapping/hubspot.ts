import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, idText } from "../domain/read.ts";

/*
 * Field names from HubSpot's webhooks page. An event says what changed and hardly more: what a contact is called is
 * asked from the API. A deal's amount comes without its currency, so it is left in `original`.
 */

const closedStages = { won: "closedwon", lost: "closedlost" };

/** HubSpot; the provider's types are its subscription types. Newer apps name the object by `objectTypeId`. */
export const hubspotMapping = defineMapping({
  "contact.creation": row("contact.created", contact),
  "contact.propertyChange": row("contact.updated", contact),
  "contact.deletion": row("contact.deleted", contact),
  "contact.privacyDeletion": row("contact.deleted", contact),

  "deal.creation": row("deal.created", deal),
  "deal.propertyChange": [
    row("deal.won", deal, { when: isStage(closedStages.won) }),
    row("deal.lost", deal, { when: isStage(closedStages.lost) }),
    row("deal.updated", deal),
  ],
  "deal.deletion": row("deal.deleted", deal),

  "ticket.creation": row("ticket.created", ticket),
  "ticket.propertyChange": row("ticket.updated", ticket),
  "ticket.deletion": row("ticket.deleted", ticket),

  "product.creation": row("product.created", product),
  "product.propertyChange": row("product.updated", product),
  "product.deletion": row("product.deleted", product),

  "company.creation": row("organization.created", company),
  "company.propertyChange": row("organization.updated", company),
  "company.deletion": row("organization.deleted", company),
  "object.creation": [
    row("organization.created", company, { when: isObject("0-2") }),
    row("contact.created", contact, { when: isObject("0-1") }),
    row("deal.created", deal, { when: isObject("0-3") }),
    row("ticket.created", ticket, { when: isObject("0-5") }),
    row("product.created", product, { when: isObject("0-7") }),
  ],
  "object.propertyChange": [
    row("organization.updated", company, { when: isObject("0-2") }),
    row("contact.updated", contact, { when: isObject("0-1") }),
    row("deal.won", deal, { when: (input) => isObject("0-3")(input) && isStage(closedStages.won)(input) }),
    row("deal.lost", deal, { when: (input) => isObject("0-3")(input) && isStage(closedStages.lost)(input) }),
    row("deal.updated", deal, { when: isObject("0-3") }),
    row("ticket.updated", ticket, { when: isObject("0-5") }),
    row("product.updated", product, { when: isObject("0-7") }),
  ],
  "object.deletion": [
    row("organization.deleted", company, { when: isObject("0-2") }),
    row("contact.deleted", contact, { when: isObject("0-1") }),
    row("deal.deleted", deal, { when: isObject("0-3") }),
    row("ticket.deleted", ticket, { when: isObject("0-5") }),
    row("product.deleted", product, { when: isObject("0-7") }),
  ],
});

function contact(input: MappingInput): DomainFields<"contact.created"> {
  return { contactId: objectId(input), email: changed(input, "email"), phone: changed(input, "phone") };
}

/** A company that one sells to. */
function company(input: MappingInput): DomainFields<"organization.created"> {
  return { organizationId: objectId(input), name: changed(input, "name"), slug: changed(input, "domain") };
}

function deal(input: MappingInput): DomainFields<"deal.created"> {
  return { dealId: objectId(input), name: changed(input, "dealname"), stage: changed(input, "dealstage") };
}

function ticket(input: MappingInput): DomainFields<"ticket.created"> {
  return {
    ticketId: objectId(input),
    subject: changed(input, "subject"),
    status: changed(input, "hs_pipeline_stage"),
    priority: changed(input, "hs_ticket_priority"),
  };
}

function product(input: MappingInput): DomainFields<"product.created"> {
  return { productId: objectId(input), name: changed(input, "name"), sku: changed(input, "hs_sku") };
}

function objectId({ payload }: MappingInput): string | undefined {
  return idText(fields(payload)["objectId"]);
}

/** The new value of a property, when that is what changed. */
function changed({ payload }: MappingInput, property: string): unknown {
  const { propertyName, propertyValue } = fields(payload);
  return propertyName === property ? propertyValue : undefined;
}

function isObject(typeId: string) {
  return ({ payload }: MappingInput): boolean => fields(payload)["objectTypeId"] === typeId;
}

/** The last stages of the pipeline that every account begins with; those of others have ids that say nothing. */
function isStage(stage: string) {
  return (input: MappingInput): boolean => changed(input, "dealstage") === stage;
}
