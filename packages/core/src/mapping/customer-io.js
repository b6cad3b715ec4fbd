import { defineMapping, row } from "../domain/mapping.ts";
import { fields, idText, someText } from "../domain/read.ts";
/*
 * Field names from Customer.io's reporting webhooks. Drafts, attempts and conversions stay passthrough.
 * @see https://docs.customer.io/api/webhooks/
 */
/** Customer.io. */
export const customerIoMapping = defineMapping({
    "email.sent": row("email.sent", email),
    "email.delivered": row("email.delivered", email),
    "email.deferred": row("email.deferred", (input) => ({ ...email(input), reason: failureOf(input) })),
    "email.bounced": row("email.bounced", (input) => ({ ...email(input), reason: failureOf(input) })),
    "email.dropped": row("email.failed", (input) => ({ ...email(input), reason: failureOf(input) })),
    "email.failed": row("email.failed", (input) => ({ ...email(input), reason: failureOf(input) })),
    "email.spammed": row("email.complained", email),
    "email.opened": row("email.opened", email),
    "email.clicked": row("email.clicked", (input) => ({ ...email(input), url: someText(data(input)["href"]) })),
    "email.unsubscribed": row("email.unsubscribed", email),
    "sms.sent": row("message.sent", sms),
    "sms.delivered": row("message.delivered", sms),
    "sms.bounced": row("message.failed", (input) => ({ ...sms(input), failureMessage: failureOf(input) })),
    "sms.failed": row("message.failed", (input) => ({ ...sms(input), failureMessage: failureOf(input) })),
});
function data({ payload }) {
    return fields(fields(payload)["data"]);
}
function email(input) {
    const entry = data(input);
    const to = someText(entry["recipient"]) ?? someText(entry["email_address"]);
    return {
        emailId: entry["delivery_id"],
        to: to === undefined ? [] : [to],
        subject: someText(entry["subject"]),
        campaignId: idText(entry["campaign_id"]) ?? idText(entry["broadcast_id"]) ?? idText(entry["newsletter_id"]),
    };
}
function sms(input) {
    const entry = data(input);
    return { messageId: entry["delivery_id"], channel: "sms", to: someText(entry["recipient"]) };
}
function failureOf(input) {
    return someText(data(input)["failure_message"]);
}
