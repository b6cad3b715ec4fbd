import { createSampleContext, samples } from "../sample/index.ts";
import { encodePayload } from "./create-sample.ts";
import { signWebhook } from "./sign-webhook.ts";
/**
 * What the provider asks before it sends, signed where it signs that. Empty where it asks nothing, or where there is
 * no sample of it.
 */
export async function createHandshakes(provider, { secret, url, now, settings, random }) {
    const provided = Object.hasOwn(samples, provider.id) ? samples[provider.id] : undefined;
    const requests = [];
    for (const [name, make] of Object.entries(provided?.handshakes ?? {})) {
        const { method = "POST", query = {}, headers = {}, payload, encoding = "json", isSigned, answer, } = make(createSampleContext(now, random));
        const target = new URL(url);
        for (const [key, value] of Object.entries(query))
            target.searchParams.set(key, value);
        const body = payload === undefined ? "" : encodePayload(payload, encoding);
        const unsigned = {
            method,
            url: target.href,
            headers,
            body: Uint8Array.from(Buffer.from(body, "utf8")),
        };
        const request = isSigned
            ? await signWebhook(provider, { ...unsigned, secret, now, ...(settings !== undefined && { settings }) })
            : unsigned;
        requests.push({ name, request, answer });
    }
    return requests;
}
