import { gunzipSync } from "node:zlib";
/** Bytes that a compressed body may grow to. */
const maxBytes = 10 * 1024 * 1024;
/**
 * The body, decompressed where its first bytes say that it is gzip; `undefined` when it cannot be, or grows beyond
 * 10 MiB. Where a provider signs what is inside, headers do not matter: a platform may have taken them off.
 */
export function gunzipped(body) {
    if (body[0] !== 0x1f || body[1] !== 0x8b)
        return body;
    try {
        return gunzipSync(body, { maxOutputLength: maxBytes });
    }
    catch {
        return undefined; // broken or too large: the caller says so with a reason
    }
}
