import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, labels, maybe, shape, text } from "./field.ts";

const fields = {
  customerId: id,
  email: maybe(text),
  name: maybe(text),
  phone: maybe(text),
  country: maybe(text),
  metadata: maybe(labels),
};

const customer = shape(fields);

export const customerEvents = defineFamily({
  "customer.created": customer,
  "customer.updated": customer,
  "customer.deleted": customer,
});

export const customerWords = {
  family: "Someone who buys.",
  types: {
    "customer.created": "A customer was recorded.",
    "customer.updated": "Something about a customer changed.",
    "customer.deleted": "A customer was removed. Some providers give only the id.",
  },
  fields: {
    country: "Two letters, ISO 3166-1.",
  },
} satisfies FamilyWords<typeof customerEvents>;
