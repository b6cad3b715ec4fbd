import { textAt } from "../body/field.ts";
import { formOrJson } from "../body/form.ts";
import { plivoMapping } from "../mapping/plivo.ts";
import { defineProvider } from "../provider.ts";
import { sortedFormFields } from "../scheme/form-content.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";
/**
 * Plivo: messages and calls. The secret is the auth token of the account (or of the main account, whose signature
 * comes in a header of its own). The URL is signed: behind a proxy set the source's `url`.
 *
 * Only version 3 is believed: version 2, still sent, leaves the body out. No time is signed, and a nonce is not kept:
 * a message's state is known by the message and the state, a call's by its bytes.
 *
 * Scheme read in plivo 4.79.0. Delivery facts from memory, not confirmed.
 * @see https://www.plivo.com/docs/voice/concepts/signature-validation
 */
export const plivo = defineProvider({
    id: "plivo",
    name: "Plivo",
    docs: "https://www.plivo.com/docs/voice/concepts/signature-validation",
    scheme: hmac({
        signature: ["x-plivo-signature-v3", "x-plivo-signature-ma-v3"],
        format: entries({ signature: "" }),
        encoding: "base64",
        content: [urlAndFields(), ".{header:x-plivo-signature-v3-nonce}"],
    }),
    body: formOrJson,
    identify: ({ payload }) => {
        const message = textAt(payload, "MessageUUID");
        const type = typeOf(payload);
        return {
            id: message === undefined ? undefined : `${type}:${message}`,
            type,
            time: undefined,
            subject: message ?? textAt(payload, "CallUUID"),
        };
    },
    // How often it retries can be set in the URL; ample.
    horizonSeconds: 3 * 86400,
    deadlineSeconds: 15,
    response: { status: 200, headers: { "content-type": "text/xml; charset=utf-8" }, body: "<Response/>" },
    domain: plivoMapping,
});
/** The URL, its query sorted, and the sorted fields: `https://host/path?a=1&b=2.NameValueNameValue`. */
function urlAndFields() {
    return ({ request, settings }) => {
        const url = settings["url"] ?? request.url;
        if (!URL.canParse(url))
            return { reason: "url_malformed" };
        const { origin, pathname, searchParams } = new URL(url);
        const query = [...searchParams]
            .map(([name, value]) => [name, `${name}=${value}`])
            .toSorted(([a, left], [b, right]) => compare(a, b) || compare(left, right))
            .map(([, pair]) => pair)
            .join("&");
        const fields = sortedFormFields(request.body, { repeated: "all" });
        const hasFields = fields !== "";
        const separator = query !== "" && hasFields ? "." : "";
        return `${origin}${pathname}${query !== "" || hasFields ? "?" : ""}${query}${separator}${fields}`;
    };
}
function compare(left, right) {
    if (left === right)
        return 0;
    return left < right ? -1 : 1;
}
function typeOf(payload) {
    if (textAt(payload, "MessageUUID") !== undefined)
        return `message.${textAt(payload, "Status") ?? "received"}`;
    const call = textAt(payload, "CallStatus");
    return call === undefined ? (textAt(payload, "Event") ?? "unknown") : `call.${call}`;
}
