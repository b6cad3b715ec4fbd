import { anyOf } from "./any-of.ts";
import { unprovedField } from "./form-content.ts";
import { hmac } from "./hmac.ts";
import { inJson } from "./place.ts";
import type { Scheme } from "./scheme.ts";

/**
 * Mailgun signs a timestamp and a random token, all inside the body, and nothing else: the event itself could be
 * swapped by whoever holds a fresh signature. A subaccount's webhooks carry a second signature, by the key of the
 * account above it; either will do.
 */
export function mailgunScheme(): Scheme {
  return anyOf(signatureAt("signature"), signatureAt("parent-signature"));
}

function signatureAt(place: string): Scheme {
  const scheme = hmac({
    signature: inJson(`${place}.signature`),
    content: [
      "{timestamp}",
      ({ request }) => {
        const token = unprovedField(request.body, `${place}.token`);
        return typeof token === "string" && token !== "" ? token : { reason: "header_malformed" };
      },
    ],
    timestamp: { field: `${place}.timestamp`, unit: "seconds", toleranceSeconds: 300 },
  });
  return scheme;
}
