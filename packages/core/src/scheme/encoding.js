/**
 * The bytes that the text stands for, or `undefined` unless it is canonical: no spaces, no missing padding, no
 * foreign characters, no stray bits. Hex may be in upper case.
 */
export function decodeStrictly(text, encoding) {
    const bytes = Buffer.from(text, encoding); // lenient: stops at, or skips, what it cannot read
    if (encoding === "hex")
        return text.length === bytes.length * 2 ? bytes : undefined;
    return bytes.toString(encoding) === text ? bytes : undefined;
}
const base64Text = /^[A-Za-z0-9+/]*={0,2}$/;
/** The bytes of base64 as people paste it: padding may be missing. `undefined` for anything else. */
export function decodePasted(text) {
    const unpadded = text.replace(/=+$/, "");
    return base64Text.test(text) && unpadded.length % 4 !== 1 ? Buffer.from(unpadded, "base64") : undefined;
}
