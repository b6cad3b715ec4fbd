import { defineMapping } from "../domain/mapping.ts";

/** Lithic: what cards of yours are used for, which is neither a payment to you nor a payout, so all is passthrough. */
export const lithicMapping = defineMapping({});
