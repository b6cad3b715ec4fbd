import { catalog, type DomainType, domainTypes } from "../domain/catalog.ts";
import { type DomainMapping, defineMapping, type DomainRow } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";

/**
 * A sender that speaks the domain's own words: a body of `{ "type": "payment.succeeded", "timestamp", "data" }` whose
 * data fits the schema of `payment.succeeded` is that domain event as it is. Another sender may mean something else by
 * `invoice.paid`, and names its id in another way than ours (`invoiceId`): that is a type of its own,
 * `standard-webhooks.invoice.paid`. What has our id and does not fit goes on so too, with the reasons.
 */
export const standardWebhooksMapping: DomainMapping<DomainType> = defineMapping(
  // safe: the keys and the rows are made from the catalog's own types
  Object.fromEntries(domainTypes.map((type) => [type, ownWords(type)])) as Record<
    string,
    DomainRow<DomainType>
  >,
);

function ownWords(type: DomainType): DomainRow<DomainType> {
  // The first field of every schema is the id of what the event is about.
  const [idField = ""] = Object.keys(catalog[type].schema.entries);
  return {
    type,
    data: ({ payload }) => fields(payload)["data"],
    when: ({ payload }) => Object.hasOwn(fields(fields(payload)["data"]), idField),
    subject: ({ payload }) => someText(fields(fields(payload)["data"])[idField]),
  };
}
