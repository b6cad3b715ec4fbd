import { defineMapping, row } from "../domain/mapping.ts";
import { fields } from "../domain/read.ts";

/** eBay; a buyer or seller whose account is gone is a customer, all of whose data has to go. */
export const ebayMapping = defineMapping({
  MARKETPLACE_ACCOUNT_DELETION: row("customer.deleted", ({ payload }) => ({
    customerId: fields(fields(fields(payload)["notification"])["data"])["userId"],
  })),
});
