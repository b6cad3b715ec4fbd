import { defineFamily } from "./definition.ts";
import { amount, currency, id, maybe, shape, text, time } from "./field.ts";
const deal = shape({
    dealId: id,
    name: maybe(text),
    stage: maybe(text, "In the provider's own word, or its id."),
    amount: maybe(amount),
    currency: maybe(currency),
    contactId: maybe(id),
    owner: maybe(text, "The salesperson: a name, an address or an id."),
    expectedCloseAt: maybe(time),
    url: maybe(text),
});
export const dealEvents = defineFamily("A sale that may come (an opportunity, where it is called so).", {
    "deal.created": { description: "A deal was recorded.", schema: deal },
    "deal.updated": {
        description: "Something about a deal changed: stage, amount, owner.",
        schema: deal,
    },
    "deal.won": { description: "The customer bought.", schema: deal },
    "deal.lost": { description: "The customer will not buy.", schema: deal },
    "deal.deleted": {
        description: "A deal was removed. Some providers give only the id.",
        schema: deal,
    },
});
