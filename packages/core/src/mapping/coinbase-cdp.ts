import { defineMapping } from "../domain/mapping.ts";

/** Coinbase Developer Platform: transfers in coins, which ISO 4217 does not know, so all of it is passthrough. */
export const coinbaseCdpMapping = defineMapping({});
