import { defineFamily, type FamilyWords } from "./definition.ts";
import { amount, currency, flag, id, labels, maybe, shape, text } from "./field.ts";

const product = shape({
  productId: id,
  name: maybe(text),
  sku: maybe(text),
  isActive: maybe(flag),
  amount: maybe(amount),
  currency: maybe(currency),
  url: maybe(text),
  metadata: maybe(labels),
});

export const productEvents = defineFamily({
  "product.created": product,
  "product.updated": product,
  "product.deleted": product,
});

export const productWords = {
  family: "What is for sale.",
  types: {
    "product.created": "A product was added.",
    "product.updated": "Something about a product changed: text, price, variants.",
    "product.deleted": "A product was removed. Some providers give only the id.",
  },
  fields: {
    sku: "Of its first variant.",
    isActive: "Whether it can be bought.",
    amount: "What its first variant costs.",
  },
} satisfies FamilyWords<typeof productEvents>;
