import { defineDomainEvent } from "./definition.ts";
import { id, labels, maybe, shape, text } from "./field.ts";

const fields = {
  customerId: id,
  email: maybe(text),
  name: maybe(text),
  phone: maybe(text),
  /** Two letters, ISO 3166-1. */
  country: maybe(text),
  metadata: maybe(labels),
};

const customer = shape(fields);

/** Someone who buys. */
export const customerEvents = {
  "customer.created": defineDomainEvent({ description: "A customer was recorded.", schema: customer }),
  "customer.updated": defineDomainEvent({
    description: "Something about a customer changed.",
    schema: customer,
  }),
  "customer.deleted": defineDomainEvent({
    description: "A customer was removed. Some providers give only the id.",
    schema: customer,
  }),
};
