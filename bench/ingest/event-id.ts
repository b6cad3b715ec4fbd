/** How long every provider's id is here. Stripe's own have this length. */
export const eventIdLength = 28;

/** The provider's id of event `index` of the run `tag`. */
export function eventId(tag: string, index: number): string {
  return `evt_${tag}${String(index).padStart(eventIdLength - 4 - tag.length, "0")}`;
}
