/** Returns its argument with exact types: the id and the domain types are kept for what handlers see. */
export function defineProvider(spec) {
    return spec;
}
