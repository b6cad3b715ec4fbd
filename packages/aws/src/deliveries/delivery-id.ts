/** `<event id>:<consumer>`. */
export function deliveryIdOf(eventId: string, consumer: string): string {
  return `${eventId}:${consumer}`;
}

/** Splits `<event id>:<consumer>`; a text without a colon is an event of no consumer. */
export function splitDeliveryId(id: string): { readonly eventId: string; readonly consumer: string } {
  const colon = id.indexOf(":");
  return colon === -1
    ? { eventId: id, consumer: "" }
    : { eventId: id.slice(0, colon), consumer: id.slice(colon + 1) };
}
