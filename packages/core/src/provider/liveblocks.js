import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { liveblocksMapping } from "../mapping/liveblocks.ts";
import { defineProvider } from "../provider.ts";
import { base64Secret } from "../scheme/secret-form.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";
/**
 * Liveblocks: Standard Webhooks, with a secret that starts with `whsec_`. Its own library takes a signature of any
 * version; here only `v1` counts.
 *
 * Scheme read in @liveblocks/node 3.24.2. Delivery facts from memory, not confirmed.
 * @see https://liveblocks.io/docs/platform/webhooks
 */
export const liveblocks = defineProvider({
    id: "liveblocks",
    name: "Liveblocks",
    docs: "https://liveblocks.io/docs/platform/webhooks",
    scheme: standardWebhooksScheme({ secret: base64Secret({ prefix: "whsec_", prefixRequired: true }) }),
    body: json,
    identify: ({ payload, header }) => ({
        id: header("webhook-id"), // the same on every retry
        type: textAt(payload, "type") ?? "unknown",
        time: timeOf(payload),
        subject: textAt(payload, "data.roomId"),
    }),
    // The schedule is Svix's, of 28 hours; resent by hand later. Not confirmed.
    horizonSeconds: 7 * 86400,
    domain: liveblocksMapping,
});
/** `createdAt`, `updatedAt`, `enteredAt`: each type has its own word, the latest one is when it happened. */
function timeOf(payload) {
    const data = fieldAt(payload, "data");
    if (typeof data !== "object" || data === null || Array.isArray(data))
        return undefined;
    const times = Object.keys(data)
        .filter((name) => /^[a-z]+At$/.test(name))
        .flatMap((name) => isoTimeAt(data, name) ?? []);
    return times.length === 0 ? undefined : new Date(Math.max(...times.map((time) => time.getTime())));
}
