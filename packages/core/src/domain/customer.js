import { defineFamily } from "./definition.ts";
import { id, labels, maybe, shape, text } from "./field.ts";
const fields = {
    customerId: id,
    email: maybe(text),
    name: maybe(text),
    phone: maybe(text),
    country: maybe(text, "Two letters, ISO 3166-1."),
    metadata: maybe(labels),
};
const customer = shape(fields);
export const customerEvents = defineFamily("Someone who buys.", {
    "customer.created": { description: "A customer was recorded.", schema: customer },
    "customer.updated": {
        description: "Something about a customer changed.",
        schema: customer,
    },
    "customer.deleted": {
        description: "A customer was removed. Some providers give only the id.",
        schema: customer,
    },
});
