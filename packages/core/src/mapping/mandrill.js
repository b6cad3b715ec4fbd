import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, idText, someText } from "../domain/read.ts";
/*
 * Field names from Mandrill's documented message and inbound events.
 * @see https://mailchimp.com/developer/transactional/docs/webhooks/#message-events
 */
/** Mailchimp Transactional (Mandrill). */
export const mandrillMapping = defineMapping({
    send: row("email.sent", email),
    delivered: row("email.delivered", email),
    deferral: row("email.deferred", (input) => ({ ...email(input), reason: reasonOf(input) })),
    hard_bounce: row("email.bounced", (input) => ({
        ...email(input),
        bounceType: "permanent",
        reason: reasonOf(input),
    })),
    soft_bounce: row("email.bounced", (input) => ({
        ...email(input),
        bounceType: "temporary",
        reason: reasonOf(input),
    })),
    reject: row("email.failed", (input) => ({ ...email(input), reason: reasonOf(input) })),
    spam: row("email.complained", email),
    open: row("email.opened", (input) => ({ ...email(input), ...reader(input) })),
    click: row("email.clicked", (input) => ({
        ...email(input),
        ...reader(input),
        url: fields(input.payload)["url"],
    })),
    unsub: row("email.unsubscribed", email),
    inbound: row("email.received", (input) => {
        const message = messageOf(input);
        return {
            to: elements(message["to"]).map((pair) => elements(pair)[0]),
            cc: elements(message["cc"]).map((pair) => elements(pair)[0]),
            from: message["from_email"],
            subject: someText(message["subject"]),
            text: someText(message["text"]),
            html: someText(message["html"]),
            attachmentCount: Object.keys(fields(message["attachments"])).length,
            messageId: someText(fields(message["headers"])["Message-Id"])?.replace(/^<(.*)>$/, "$1"),
        };
    }),
});
function messageOf({ payload }) {
    return fields(fields(payload)["msg"]);
}
function email(input) {
    const message = messageOf(input);
    const tags = elements(message["tags"]);
    const labels = Object.entries(fields(message["metadata"])).flatMap(([name, value]) => {
        const text = idText(value);
        return text === undefined ? [] : [[name, text]];
    });
    return {
        emailId: message["_id"],
        to: [message["email"]],
        from: someText(message["sender"]),
        subject: someText(message["subject"]),
        tags: tags.length === 0 ? undefined : tags,
        metadata: labels.length === 0 ? undefined : Object.fromEntries(labels),
    };
}
function reasonOf(input) {
    const { diag, bounce_description, reject } = messageOf(input);
    return someText(diag) ?? someText(bounce_description) ?? someText(fields(reject)["reason"]);
}
function reader({ payload }) {
    const { ip, user_agent } = fields(payload);
    return { ip, userAgent: user_agent };
}
