import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, idText, someText } from "../domain/read.ts";
/*
 * Field names from Mailgun's documented payloads. A `failed` event is temporary (Mailgun goes on trying) or permanent;
 * one with the reason `suppress-…` was never tried.
 * @see https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads
 */
/** Mailgun. */
export const mailgunMapping = defineMapping({
    accepted: row("email.sent", email),
    delivered: row("email.delivered", email),
    failed: [
        row("email.deferred", (input) => ({
            ...email(input),
            reason: reasonOf(input),
            attemptCount: fields(event(input)["delivery-status"])["attempt-no"],
        }), { when: (input) => event(input)["severity"] === "temporary" }),
        row("email.failed", (input) => ({ ...email(input), reason: reasonOf(input) }), { when: isSuppressed }),
        row("email.bounced", (input) => ({
            ...email(input),
            bounceType: event(input)["severity"] === "permanent" ? "permanent" : "unknown",
            code: codeOf(input),
            reason: reasonOf(input),
        })),
    ],
    rejected: row("email.failed", (input) => ({
        ...email(input),
        reason: someText(fields(event(input)["reject"])["reason"]),
    })),
    complained: row("email.complained", email),
    opened: row("email.opened", (input) => ({ ...email(input), ...reader(input) })),
    clicked: row("email.clicked", (input) => ({ ...email(input), ...reader(input), url: event(input)["url"] })),
    unsubscribed: row("email.unsubscribed", email),
});
function event({ payload }) {
    return fields(fields(payload)["event-data"]);
}
function email(input) {
    const entry = event(input);
    const headers = fields(fields(entry["message"])["headers"]);
    const messageId = someText(headers["message-id"]);
    const campaign = fields(elements(entry["campaigns"])[0])["id"];
    return {
        emailId: messageId,
        to: [entry["recipient"]],
        from: someText(headers["from"]),
        subject: someText(headers["subject"]),
        messageId,
        campaignId: idText(campaign),
        tags: elements(entry["tags"]).length === 0 ? undefined : entry["tags"],
        metadata: labelsOf(entry["user-variables"]),
    };
}
/** Your own variables, of which those that are text are kept. */
function labelsOf(value) {
    const texts = Object.entries(fields(value)).filter((pair) => typeof pair[1] === "string");
    return texts.length === 0 ? undefined : Object.fromEntries(texts);
}
function isSuppressed(input) {
    return String(event(input)["reason"]).startsWith("suppress");
}
function reasonOf(input) {
    const { message, description } = fields(event(input)["delivery-status"]);
    return someText(message) ?? someText(description) ?? someText(event(input)["reason"]);
}
function codeOf(input) {
    const status = fields(event(input)["delivery-status"]);
    return someText(status["enhanced-code"]) ?? idText(status["code"]);
}
function reader(input) {
    const { ip } = event(input);
    return { ip, userAgent: someText(fields(event(input)["client-info"])["user-agent"]) };
}
