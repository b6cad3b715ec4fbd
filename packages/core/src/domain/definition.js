/**
 * The types of one family, each with the exact type of its schema. The first field is the id of what the events are
 * about.
 *
 * @example
 * export const parcelEvents = defineFamily("Things in the post.", {
 *   "parcel.lost": { description: "Nobody knows where it is.", schema: shape({ parcelId: id, city: maybe(text) }) },
 * });
 */
export function defineFamily(family, specs) {
    const definitions = Object.entries(specs).map(([type, spec]) => [type, { version: 1, ...spec, family }]);
    // safe: the entries are those of `specs`, key by key
    return Object.fromEntries(definitions);
}
