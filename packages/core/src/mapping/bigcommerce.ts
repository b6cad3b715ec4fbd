import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, idText } from "../domain/read.ts";

/*
 * A hook carries an id and nothing else, so only what needs no more is a domain event: orders, without their amounts,
 * stay passthrough.
 */

/** BigCommerce; the provider's types are its scopes, `store/customer/created`. */
export const bigcommerceMapping = defineMapping({
  "store/customer/created": row("customer.created", customer),
  "store/customer/updated": row("customer.updated", customer),
  "store/customer/deleted": row("customer.deleted", customer),
  "store/subscriber/created": row("contact.created", subscriber),
  "store/subscriber/updated": row("contact.updated", subscriber),
  "store/subscriber/deleted": row("contact.deleted", subscriber),
  "store/cart/created": row("checkout.created", checkout),
  "store/cart/updated": row("checkout.updated", checkout),
  "store/product/created": row("product.created", product),
  "store/product/updated": row("product.updated", product),
  "store/product/deleted": row("product.deleted", product),
  "store/shipment/created": row("fulfilment.created", fulfilment),
  "store/shipment/updated": row("fulfilment.updated", fulfilment),
});

function dataId({ payload }: MappingInput): string | undefined {
  return idText(fields(fields(payload)["data"])["id"]);
}

function customer(input: MappingInput): DomainFields<"customer.created"> {
  return { customerId: dataId(input) };
}

/** Someone on the list of the shop's newsletter. */
function subscriber(input: MappingInput): DomainFields<"contact.created"> {
  return { contactId: dataId(input) };
}

function checkout(input: MappingInput): DomainFields<"checkout.created"> {
  return { checkoutId: dataId(input) };
}

function product(input: MappingInput): DomainFields<"product.created"> {
  return { productId: dataId(input) };
}

function fulfilment(input: MappingInput): DomainFields<"fulfilment.created"> {
  return {
    fulfilmentId: dataId(input),
    orderId: idText(fields(fields(input.payload)["data"])["orderId"]),
  };
}
