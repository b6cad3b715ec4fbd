/** EventBridge's limit for a detail-type, in characters. */
const maxTypeLength = 128;

const plain = /^[\x21-\x7e]+$/;

/**
 * The type of an event that is no domain event: the provider's id, a dot, and their own type as they write it
 * (`stripe.customer.updated`, `shopify.orders/create`), so it can be found in their documentation.
 *
 * Control characters and lone surrogates, which CloudEvents forbids, become `_`; one that says nothing becomes
 * `unknown`; what is longer than 128 characters, EventBridge's limit for a detail-type, is cut and ends on `~`. The
 * whole of it is in `providertype`.
 */
export function passthroughType(providerId: string, theirType: string): string {
  const type = `${providerId}.${clean(theirType)}`;
  return type.length <= maxTypeLength
    ? type
    : `${type.slice(0, maxTypeLength - 1).replace(/\p{Cs}$/u, "_")}~`;
}

function clean(theirType: string): string {
  if (plain.test(theirType)) return theirType;
  const bounded = theirType.slice(0, maxTypeLength).trim();
  if (bounded === "") return "unknown";
  return bounded.replaceAll(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, "_");
}
