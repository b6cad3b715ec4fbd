import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { elements, type Fields, fields, idOf, idText, someText } from "../domain/read.ts";

/* Field names from Pipedrive's guides. Version 2 has `data`, version 1 `current`; what was deleted is in `previous`. */

const dealChanges = [
  row("deal.won", deal, { when: becomes("won") }),
  row("deal.lost", deal, { when: becomes("lost") }),
  row("deal.updated", deal),
];

/** Pipedrive; types of version 2 (`change.deal`) and of version 1 (`updated.deal`). */
export const pipedriveMapping = defineMapping({
  "create.deal": row("deal.created", deal),
  "change.deal": dealChanges,
  "delete.deal": row("deal.deleted", deal),
  "added.deal": row("deal.created", deal),
  "updated.deal": dealChanges,
  "deleted.deal": row("deal.deleted", deal),

  "create.organization": row("organization.created", organization),
  "change.organization": row("organization.updated", organization),
  "delete.organization": row("organization.deleted", organization),
  "added.organization": row("organization.created", organization),
  "updated.organization": row("organization.updated", organization),
  "deleted.organization": row("organization.deleted", organization),
  "create.person": row("contact.created", person),
  "change.person": row("contact.updated", person),
  "delete.person": row("contact.deleted", person),
  "added.person": row("contact.created", person),
  "updated.person": row("contact.updated", person),
  "deleted.person": row("contact.deleted", person),
});

function entry({ payload }: MappingInput): Fields {
  const { data, current, previous } = fields(payload);
  return fields(data ?? current ?? previous);
}

function becomes(status: string) {
  return (input: MappingInput): boolean => {
    const before = fields(fields(input.payload)["previous"])["status"];
    return entry(input)["status"] === status && before !== undefined && before !== status;
  };
}

function deal(input: MappingInput): DomainFields<"deal.created"> {
  const { id, title, value, currency, stage_id, person_id, owner_id, user_id } = entry(input);
  const amount = minorUnits(value, currency);
  return {
    dealId: idText(id) ?? entityId(input),
    name: title,
    stage: idText(stage_id),
    amount,
    currency: amount === undefined ? undefined : currency,
    contactId: idOf(person_id),
    owner: idOf(owner_id ?? user_id),
  };
}

function person(input: MappingInput): DomainFields<"contact.created"> {
  const { id, name, emails, email, phones, phone, org_name } = entry(input);
  return {
    contactId: idText(id) ?? entityId(input),
    name: someText(name),
    email: primary(emails ?? email),
    phone: primary(phones ?? phone),
    company: someText(org_name),
  };
}

/** A company that one sells to. */
function organization(input: MappingInput): DomainFields<"organization.created"> {
  const { id, name } = entry(input);
  return { organizationId: idText(id) ?? entityId(input), name: someText(name) };
}

function entityId({ payload }: MappingInput): string | undefined {
  const meta = fields(fields(payload)["meta"]);
  return idText(meta["entity_id"] ?? meta["id"]);
}

function primary(list: unknown): string | undefined {
  const all = elements(list).map(fields);
  return someText((all.find((one) => one["primary"] === true) ?? all[0])?.["value"]);
}
