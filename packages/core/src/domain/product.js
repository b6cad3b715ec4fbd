import { defineFamily } from "./definition.ts";
import { amount, currency, flag, id, labels, maybe, shape, text } from "./field.ts";
const product = shape({
    productId: id,
    name: maybe(text),
    sku: maybe(text, "Of its first variant."),
    isActive: maybe(flag, "Whether it can be bought."),
    amount: maybe(amount, "What its first variant costs."),
    currency: maybe(currency),
    url: maybe(text),
    metadata: maybe(labels),
});
export const productEvents = defineFamily("What is for sale.", {
    "product.created": { description: "A product was added.", schema: product },
    "product.updated": {
        description: "Something about a product changed: text, price, variants.",
        schema: product,
    },
    "product.deleted": {
        description: "A product was removed. Some providers give only the id.",
        schema: product,
    },
});
