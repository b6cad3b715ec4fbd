import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { sinchMapping } from "../mapping/sinch.ts";
import { defineProvider } from "../provider.ts";
import { sinchScheme } from "../scheme/sinch.ts";
/**
 * Sinch: Conversation, Voice and Verification, Numbers. Each product has a secret of its own: list those that this
 * source takes. For Voice and Verification it is the application's secret, which is base64.
 *
 * The type is what the body holds (`message`, `message_delivery_report`), or its `event` (`ice`, `dice`) or `type`. The
 * answer has no body, so a call that asks what to do (`ice`, `ace`) goes on as Sinch does by default.
 *
 * Scheme read in @sinch/sdk-client 1.5.0. Payloads and delivery facts from memory, not confirmed.
 * @see https://developers.sinch.com/docs/conversation/callbacks
 */
export const sinch = defineProvider({
    id: "sinch",
    name: "Sinch",
    docs: "https://developers.sinch.com/docs/conversation/callbacks",
    scheme: sinchScheme(),
    body: json,
    identify: ({ payload }) => ({
        id: idOf(payload),
        type: typeOf(payload),
        time: isoTimeAt(payload, "event_time") ?? isoTimeAt(payload, "timestamp"),
        subject: textAt(payload, "message.id") ??
            textAt(payload, "message_delivery_report.message_id") ??
            textAt(payload, "callid"),
    }),
    // For how long Sinch retries is not known here; ample.
    horizonSeconds: 3 * 86400,
    response: { status: 200 },
    domain: sinchMapping,
});
/** What of the Conversation API stands beside the thing itself. */
const envelope = new Set([
    "app_id",
    "project_id",
    "accepted_time",
    "event_time",
    "message_metadata",
    "correlation_id",
]);
function typeOf(payload) {
    const named = textAt(payload, "event") ?? textAt(payload, "type") ?? textAt(payload, "eventType");
    if (named !== undefined)
        return named;
    if (typeof payload !== "object" || payload === null || Array.isArray(payload))
        return "unknown";
    const isConversation = Object.hasOwn(payload, "app_id");
    return (isConversation ? Object.keys(payload).find((name) => !envelope.has(name)) : undefined) ?? "unknown";
}
function idOf(payload) {
    const message = textAt(payload, "message.id");
    if (message !== undefined)
        return `message:${message}`;
    const reported = textAt(payload, "message_delivery_report.message_id");
    if (reported === undefined)
        return undefined;
    return `report:${reported}:${textAt(payload, "message_delivery_report.status") ?? ""}`;
}
