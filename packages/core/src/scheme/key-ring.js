/**
 * Imports secrets, and remembers the keys for as long as the caller keeps the same array: nothing is held after
 * that. The array is compared by value each time, so one that was changed in place is imported anew. An empty or
 * blank secret is never a key: anyone could sign with it.
 */
export function createKeyRings(toKey) {
    const rings = new WeakMap();
    return (secrets) => {
        if (!Array.isArray(secrets))
            return { keys: [], problem: "secret_missing" };
        const known = rings.get(secrets);
        if (known !== undefined && isSame(known.secrets, secrets))
            return known.ring;
        const ring = importKeys(secrets, toKey);
        rings.set(secrets, { secrets: [...secrets], ring });
        return ring;
    };
}
function importKeys(secrets, toKey) {
    const keys = [];
    let isMalformed = false;
    for (const [index, secret] of secrets.entries()) {
        if (secret === undefined || secret === null || (typeof secret === "string" && secret.trim() === ""))
            continue;
        const key = typeof secret === "string" ? toKey(secret) : undefined;
        if (key === undefined)
            isMalformed = true;
        else
            keys.push({ key, index });
    }
    if (isMalformed)
        return { keys, problem: "secret_malformed" };
    return { keys, problem: keys.length === 0 ? "secret_missing" : undefined };
}
function isSame(left, right) {
    if (left.length !== right.length)
        return false;
    for (let index = 0; index < left.length; index++)
        if (left[index] !== right[index])
            return false;
    return true;
}
