/** Returns its argument with exact types. */
export function defineSamples(samples) {
    return samples;
}
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** A context out of a clock and a source of random bytes. */
export function createSampleContext(now, random) {
    const pick = (length, alphabet) => Array.from(random(length), (byte) => alphabet[byte % alphabet.length]).join("");
    return {
        now,
        random,
        id: (length = 24) => pick(length, letters),
        digits: (length) => pick(1, "123456789") + pick(length - 1, "0123456789"),
        uuid: () => {
            const bytes = Buffer.from(random(16));
            bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
            bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
            return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
        },
    };
}
/** Unix seconds. */
export function unixSeconds(time) {
    return Math.floor(time.getTime() / 1000);
}
