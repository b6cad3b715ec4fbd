import { createHash } from "node:crypto";
import { ConfigError } from "../errors.ts";
import { inHeader } from "./place.ts";
/** Stands in the content where the secret goes. */
export const secretHere = Symbol("secret");
const placeholder = /\{([^{}]*)\}/;
/** Throws `ConfigError` when a placeholder is unknown. */
export function compileContent(content) {
    const parts = [];
    let usesTimestamp = false;
    for (const piece of typeof content === "string" ? [content] : content) {
        if (typeof piece === "function") {
            parts.push(piece);
            continue;
        }
        for (const [index, text] of piece.split(placeholder).entries()) {
            if (index % 2 === 1) {
                parts.push(partOf(text));
                usesTimestamp ||= text === "timestamp";
            }
            else if (text !== "")
                parts.push(text);
        }
    }
    return {
        usesTimestamp,
        usesSecret: parts.includes(secretPart),
        resolve: (input) => {
            const chunks = [];
            let text = "";
            for (const part of parts) {
                const value = typeof part === "string" ? part : part(input);
                if (typeof value === "string") {
                    text += value;
                    continue;
                }
                if (typeof value === "object" && "reason" in value)
                    return value;
                if (text !== "")
                    chunks.push(text);
                text = "";
                chunks.push(value);
            }
            if (text !== "")
                chunks.push(text);
            return chunks;
        },
    };
}
const bodyPart = ({ request }) => request.body;
const secretPart = () => secretHere;
const simpleParts = {
    body: bodyPart,
    secret: secretPart,
    timestamp: ({ timestamp }) => timestamp === undefined ? { reason: "timestamp_missing" } : asciiOnly(timestamp),
    method: ({ request }) => request.method.toUpperCase(),
    url: ({ request, settings }) => urlOf(request, settings),
    path: (input) => fromUrl(input, ({ pathname }) => pathname),
    target: (input) => fromUrl(input, ({ pathname, search }) => pathname + search),
};
function partOf(text) {
    const simple = Object.hasOwn(simpleParts, text) ? simpleParts[text] : undefined;
    if (simple !== undefined)
        return simple;
    const [kind, name = ""] = text.split(/:(.*)/s);
    if (kind === "header" && name !== "" && name === name.toLowerCase()) {
        const place = inHeader(name);
        return ({ request }) => {
            const reading = place.read(request);
            return "reason" in reading ? reading : asciiOnly(reading.values[0] ?? "");
        };
    }
    if (kind === "element" && name !== "") {
        return ({ elements }) => {
            const value = Object.hasOwn(elements, name) ? elements[name] : undefined;
            return value === undefined ? { reason: "header_malformed" } : asciiOnly(value);
        };
    }
    if (kind === "setting" && name !== "") {
        return ({ settings }) => settings[name] ?? { reason: "setting_missing" };
    }
    throw new ConfigError(`signed content: {${text}} is not a placeholder. Known: body, timestamp, header:<lower-case name>, element:<name>, url, path, target, method, setting:<name>, secret`);
}
/** A digest of the body as text, for content that signs that in place of the body (Ripple, Twilio, Sinch). */
export function bodyDigest(algorithm, encoding) {
    return ({ request }) => createHash(algorithm).update(request.body).digest(encoding);
}
/** Signed header text is ASCII in every scheme; more would be read differently by different platforms. */
function asciiOnly(text) {
    return /^[\x20-\x7e]*$/.test(text) ? text : { reason: "header_malformed" };
}
function urlOf(request, settings) {
    return settings["url"] ?? request.url;
}
function fromUrl({ request, settings }, take) {
    const url = urlOf(request, settings);
    return URL.canParse(url) ? take(new URL(url)) : { reason: "url_malformed" };
}
