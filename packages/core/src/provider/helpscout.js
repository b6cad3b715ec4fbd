import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { helpscoutMapping } from "../mapping/helpscout.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
/**
 * Help Scout. HMAC-SHA1 is all that it offers. The type stands in a header (`convo.created`), which is not signed: that
 * of a genuine body could be swapped by whoever holds one. An event has no id: the same bytes are the same event.
 *
 * Scheme from third-party code (several implementations agree). Payloads and delivery facts from memory, not confirmed.
 * @see https://developer.helpscout.com/webhooks/
 */
export const helpscout = defineProvider({
    id: "helpscout",
    name: "Help Scout",
    docs: "https://developer.helpscout.com/webhooks/",
    scheme: hmac({ signature: "x-helpscout-signature", algorithm: "sha1", encoding: "base64" }),
    body: json,
    identify: ({ payload, header }) => ({
        id: undefined,
        type: header("x-helpscout-event") ?? "unknown",
        time: isoTimeAt(payload, "userUpdatedAt") ??
            isoTimeAt(payload, "updatedAt") ??
            isoTimeAt(payload, "createdAt"),
        subject: textAt(payload, "id"),
    }),
    // For how long Help Scout retries is not known here; ample.
    horizonSeconds: 3 * 86400,
    domain: helpscoutMapping,
});
