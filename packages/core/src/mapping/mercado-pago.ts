import { defineMapping } from "../domain/mapping.ts";

/** Mercado Pago: which resource changed, without its amount or state, so all of it is passthrough. */
export const mercadoPagoMapping = defineMapping({});
