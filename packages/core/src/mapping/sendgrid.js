import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, idText, someText } from "../domain/read.ts";
/*
 * Field names from SendGrid's event reference. A `bounce` of the type `blocked` is one that may go through another
 * time. What a sender adds as unique arguments stands among the fields and stays in `original`.
 * @see https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
 */
/** Twilio SendGrid. */
export const sendgridMapping = defineMapping({
    processed: row("email.sent", email),
    delivered: row("email.delivered", email),
    deferred: row("email.deferred", (input) => {
        const { response, attempt } = fields(input.payload);
        return { ...email(input), reason: response, attemptCount: countOf(attempt) };
    }),
    bounce: row("email.bounced", (input) => {
        const { type, status, reason } = fields(input.payload);
        return {
            ...email(input),
            bounceType: type === "blocked" ? "temporary" : "permanent",
            code: someText(status),
            reason,
        };
    }),
    dropped: row("email.failed", (input) => ({ ...email(input), reason: fields(input.payload)["reason"] })),
    spamreport: row("email.complained", email),
    open: row("email.opened", (input) => ({ ...email(input), ...reader(input) })),
    click: row("email.clicked", (input) => ({
        ...email(input),
        ...reader(input),
        url: fields(input.payload)["url"],
    })),
    unsubscribe: row("email.unsubscribed", email),
    group_unsubscribe: row("email.unsubscribed", email),
    group_resubscribe: row("email.subscribed", email),
});
function email({ payload }) {
    const entry = fields(payload);
    const { category } = entry;
    const tags = typeof category === "string" ? [category] : elements(category);
    return {
        emailId: someText(entry["sg_message_id"])?.split(".")[0],
        to: [entry["email"]],
        messageId: someText(entry["smtp-id"])?.replace(/^<(.*)>$/, "$1"),
        campaignId: idText(entry["singlesend_id"]) ?? idText(entry["marketing_campaign_id"]),
        tags: tags.length === 0 ? undefined : tags,
    };
}
function reader({ payload }) {
    const { ip, useragent } = fields(payload);
    return { ip, userAgent: useragent };
}
function countOf(value) {
    if (typeof value === "number")
        return value;
    return typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : undefined;
}
