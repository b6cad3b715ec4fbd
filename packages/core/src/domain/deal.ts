import { defineFamily, type FamilyWords } from "./definition.ts";
import { amount, currency, id, maybe, shape, text, time } from "./field.ts";

const deal = shape({
  dealId: id,
  name: maybe(text),
  stage: maybe(text),
  amount: maybe(amount),
  currency: maybe(currency),
  contactId: maybe(id),
  owner: maybe(text),
  expectedCloseAt: maybe(time),
  url: maybe(text),
});

export const dealEvents = defineFamily({
  "deal.created": deal,
  "deal.updated": deal,
  "deal.won": deal,
  "deal.lost": deal,
  "deal.deleted": deal,
});

export const dealWords = {
  family: "A sale that may come (an opportunity, where it is called so).",
  types: {
    "deal.created": "A deal was recorded.",
    "deal.updated": "Something about a deal changed: stage, amount, owner.",
    "deal.won": "The customer bought.",
    "deal.lost": "The customer will not buy.",
    "deal.deleted": "A deal was removed. Some providers give only the id.",
  },
  fields: {
    stage: "In the provider's own word, or its id.",
    owner: "The salesperson: a name, an address or an id.",
  },
} satisfies FamilyWords<typeof dealEvents>;
