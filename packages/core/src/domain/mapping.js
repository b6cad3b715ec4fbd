/**
 * One row with the names of its fields checked against the domain type, so that a misspelt one does not compile. What
 * another type of the family has beyond this one is left out of the event.
 */
export function row(type, data, options = {}) {
    return { type, data, ...options };
}
/**
 * Returns its argument with the exact domain types that it can produce, so that a router knows what a source gives.
 *
 * @example
 * export const acmeMapping = defineMapping({
 *   "charge.ok": row("customer.created", ({ payload }) => ({ customerId: fields(payload)["id"] })),
 * });
 */
export function defineMapping(rows) {
    return rows;
}
