import { createHash, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { ConfigError } from "../errors.ts";
import { decodeStrictly } from "./encoding.ts";
import { createKeyRings } from "./key-ring.ts";
import { inHeader } from "./place.ts";
import { checkWindow } from "./timestamp.ts";
const digests = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };
/**
 * A JSON Web Token signed with a shared secret, which holds a digest of the body. Only the algorithms named are ever
 * taken (`none` never), the encoding is strict, and nothing in the token is believed before its signature is.
 *
 * @example hmacJwt({ header: "authorization", authScheme: "Bearer", body: { name: "payload_hash", encoding: "hex" }, age: "iat" })
 */
export function hmacJwt(spec) {
    const place = inHeader(spec.header);
    const algorithms = spec.algorithms ?? ["HS256"];
    const front = spec.authScheme === undefined ? "" : `${spec.authScheme} `;
    const keyRingOf = createKeyRings((text) => createSecretKey(Buffer.from(text, "utf8")));
    return {
        verify: (input) => {
            const ring = keyRingOf(input.secrets);
            if (ring.keys.length === 0)
                return refuse(ring.problem ?? "secret_missing");
            const reading = place.read(input.request);
            if ("reason" in reading)
                return refuse(reading.reason);
            const value = reading.values[0] ?? "";
            if (value.slice(0, front.length).toLowerCase() !== front.toLowerCase())
                return refuse("header_malformed");
            const token = readToken(value.slice(front.length), algorithms);
            if (token === undefined)
                return refuse("signature_malformed");
            let secretIndex;
            for (const { key, index } of ring.keys)
                if (isSignedBy(key, token))
                    secretIndex ??= index;
            if (secretIndex === undefined)
                return refuse(ring.problem ?? "signature_mismatch");
            return checkClaims(spec, input, token.claims) ?? checkAge(spec, input, token.claims, secretIndex);
        },
        sign: (input) => ({
            headers: { [spec.header]: front + signToken(spec, algorithms[0] ?? "HS256", input) },
        }),
        createSecret: (randomBytes) => {
            const created = Buffer.from(randomBytes(32)).toString("hex");
            return { verify: created, sign: created };
        },
    };
}
function readToken(text, algorithms) {
    const parts = text.split(".");
    const [header = "", payload = "", signature = ""] = parts;
    if (parts.length !== 3)
        return undefined;
    const head = readObject(header);
    const claims = readObject(payload);
    const bytes = decodeStrictly(signature, "base64url");
    const algorithm = algorithms.find((name) => name === head?.["alg"]);
    if (head === undefined || claims === undefined || bytes === undefined || algorithm === undefined)
        return undefined;
    // RFC 7515: an extension that is marked critical and not understood makes the token invalid.
    if (Object.hasOwn(head, "crit"))
        return undefined;
    return { algorithm, signed: `${header}.${payload}`, signature: bytes, claims };
}
function readObject(part) {
    const bytes = decodeStrictly(part, "base64url");
    if (bytes === undefined)
        return undefined;
    try {
        const value = JSON.parse(bytes.toString("utf8"));
        return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
    }
    catch {
        return undefined; // not JSON: the caller says so with a reason
    }
}
function isSignedBy(key, { algorithm, signed, signature }) {
    const expected = createHmac(digests[algorithm], key).update(signed).digest();
    return expected.length === signature.length && timingSafeEqual(expected, signature);
}
function checkClaims(spec, { request, settings }, claims) {
    const issuer = typeof spec.issuer === "object" ? settings[spec.issuer.setting] : spec.issuer;
    if (issuer !== undefined && claims["iss"] !== issuer)
        return refuse("signature_mismatch");
    if ((spec.required ?? []).some((name) => typeof claims[name] !== "string"))
        return refuse("signature_malformed");
    const isBodyOptional = spec.bodyOptionalWhenEmpty === true && request.body.length === 0;
    if (spec.body !== undefined &&
        !(isBodyOptional && claims[spec.body.name] === undefined) &&
        !holds(claims, spec.body, request.body))
        return refuse("signature_mismatch");
    if (spec.url !== undefined && !holds(claims, spec.url, settings["url"] ?? request.url))
        return refuse("signature_mismatch");
    return undefined;
}
/** Whether the claim is the digest of the content. Compared as bytes: hex may be in upper case. */
function holds(claims, { name, encoding }, content) {
    const claim = claims[name];
    const claimed = typeof claim === "string" ? decodeStrictly(claim, encoding) : undefined;
    const expected = createHash("sha256").update(content).digest();
    return claimed !== undefined && claimed.length === expected.length && timingSafeEqual(claimed, expected);
}
function checkAge(spec, input, claims, secretIndex) {
    const tolerance = input.toleranceSeconds ?? spec.toleranceSeconds ?? (spec.age === "iat" ? 300 : 5);
    const times = {
        iat: undefined,
        nbf: undefined,
        exp: undefined,
    };
    for (const name of ["iat", "nbf", "exp"]) {
        const value = claims[name];
        if (value === undefined) {
            if (name === spec.age)
                return refuse("timestamp_missing");
            continue;
        }
        if (typeof value !== "number" || value < 0 || Number.isNaN(new Date(value * 1000).getTime()))
            return refuse("timestamp_malformed");
        times[name] = value * 1000;
    }
    const { iat, nbf, exp } = times;
    const window = (time) => time === undefined ? undefined : checkWindow(time, "seconds", input.now, tolerance);
    const sentTooFarOff = spec.age === "iat" ? window(iat) : undefined;
    if (sentTooFarOff !== undefined)
        return sentTooFarOff;
    const tooEarly = window(nbf ?? iat);
    if (tooEarly?.reason === "timestamp_in_future")
        return tooEarly;
    const expired = window(exp);
    if (expired?.reason === "timestamp_stale")
        return expired;
    const sent = iat ?? nbf;
    return { ok: true, secretIndex, ...(sent !== undefined && { timestamp: new Date(sent) }) };
}
function signToken(spec, algorithm, input) {
    const { now, settings, secret, body } = input;
    if (secret.trim() === "")
        throw new ConfigError("cannot sign: the secret is empty");
    const seconds = Math.floor(now.getTime() / 1000);
    const issuer = typeof spec.issuer === "object" ? settings[spec.issuer.setting] : spec.issuer;
    const digest = ({ name, encoding }, content) => ({
        [name]: createHash("sha256").update(content).digest(encoding),
    });
    const claims = {
        ...(issuer !== undefined && { iss: issuer }),
        ...(spec.age !== "none" && { iat: seconds }),
        ...(spec.age === "exp" && { nbf: seconds, exp: seconds + (spec.lifetimeSeconds ?? 300) }),
        // Derived, so that the same input gives the same token.
        ...Object.fromEntries((spec.required ?? []).map((name) => [name, idOf(input, name)])),
        ...(spec.body !== undefined && digest(spec.body, body)),
        ...(spec.url !== undefined && digest(spec.url, settings["url"] ?? input.url)),
    };
    const signed = `${encodePart({ alg: algorithm, typ: "JWT" })}.${encodePart(claims)}`;
    return `${signed}.${createHmac(digests[algorithm], secret).update(signed).digest("base64url")}`;
}
function idOf({ body, now }, name) {
    return createHash("sha256").update(body).update(`${name} ${now.toISOString()}`).digest("hex").slice(0, 32);
}
function encodePart(value) {
    return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}
/** The claims of a token that was verified before, for ids that travel there. `undefined` when it is none. */
export function claimsOf(header) {
    const token = header?.replace(/^Bearer /i, "").split(".")[1];
    return token === undefined ? undefined : readObject(token);
}
function refuse(reason) {
    return { ok: false, reason };
}
