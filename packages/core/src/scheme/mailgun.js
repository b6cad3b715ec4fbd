import { anyOf } from "./any-of.ts";
import { unprovedField } from "./form-content.ts";
import { hmac } from "./hmac.ts";
import { inJson } from "./place.ts";
/**
 * Mailgun signs a timestamp and a random token, all inside the body, and nothing else: the event itself could be
 * swapped by whoever holds a signature. A subaccount's webhooks carry a second signature, by the key of the account
 * above it; either will do.
 */
export function mailgunScheme() {
    return anyOf(signatureAt("signature.signature"), signatureAt("signature.parent-signature"));
}
function signatureAt(place) {
    return hmac({
        signature: inJson(place),
        content: [
            "{timestamp}",
            ({ request }) => {
                const token = unprovedField(request.body, "signature.token");
                return typeof token === "string" && token !== "" ? token : { reason: "header_malformed" };
            },
        ],
        // A retry carries the signature of the first attempt, and the last one comes after 8 hours.
        timestamp: { field: "signature.timestamp", unit: "seconds", toleranceSeconds: 12 * 3600 },
    });
}
