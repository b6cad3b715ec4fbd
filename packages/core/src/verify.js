import { isUint8Array } from "node:util/types";
import { withStableHeaders } from "./webhook-request.ts";
const noSettings = Object.freeze({});
/**
 * Whether the provider really sent this request. Never throws for bad input, and never says more to a caller who
 * only looks at `ok`.
 */
export async function verifyWebhook(provider, request, options) {
    try {
        if (!isUint8Array(request.body))
            return { ok: false, reason: "body_malformed" };
        return await provider.scheme.verify({
            request: withStableHeaders(request),
            secrets: options.secrets,
            now: typeof options.now === "function" ? options.now() : options.now,
            toleranceSeconds: options.toleranceSeconds,
            settings: options.settings ?? noSettings,
            fetch: options.fetch,
        });
    }
    catch (cause) {
        // A sender must not be able to turn an unforeseen input into a crash: refused, and visible as a fault of ours.
        return { ok: false, reason: "scheme_failed", cause };
    }
}
