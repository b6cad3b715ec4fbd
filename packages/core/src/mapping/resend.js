import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, known, someText } from "../domain/read.ts";
/*
 * Field names from Resend's documented events. Tags are an object of names and values (a list of both, in older ones).
 * @see https://resend.com/docs/dashboard/webhooks/event-types
 */
/** Resend. */
export const resendMapping = defineMapping({
    "email.sent": row("email.sent", email),
    "email.delivered": row("email.delivered", email),
    "email.delivery_delayed": row("email.deferred", email),
    "email.bounced": row("email.bounced", (input) => {
        const bounce = fields(data(input)["bounce"]);
        const type = String(bounce["type"]).toLowerCase();
        return {
            ...email(input),
            bounceType: known(type === "transient" ? "temporary" : type, ["permanent", "temporary"]) ?? "unknown",
            reason: someText(bounce["message"]),
        };
    }),
    "email.failed": row("email.failed", (input) => ({
        ...email(input),
        reason: someText(fields(data(input)["failed"])["reason"]),
    })),
    "email.suppressed": row("email.failed", (input) => ({
        ...email(input),
        reason: someText(fields(data(input)["suppressed"])["message"]),
    })),
    "email.complained": row("email.complained", email),
    "email.opened": row("email.opened", (input) => ({ ...email(input), ...reader(data(input)["open"]) })),
    "email.clicked": row("email.clicked", (input) => {
        const click = fields(data(input)["click"]);
        return { ...email(input), ...reader(click), url: click["link"] };
    }),
    "email.received": row("email.received", (input) => ({
        ...email(input),
        cc: data(input)["cc"],
        attachmentCount: elements(data(input)["attachments"]).length,
    })),
    "contact.created": row("contact.created", contact),
    "contact.updated": row("contact.updated", contact),
    "contact.deleted": row("contact.deleted", contact),
});
function data({ payload }) {
    return fields(fields(payload)["data"]);
}
function email(input) {
    const entry = data(input);
    return {
        emailId: entry["email_id"],
        to: entry["to"],
        from: entry["from"],
        subject: entry["subject"],
        messageId: someText(entry["message_id"])?.replace(/^<(.*)>$/, "$1"),
        campaignId: someText(entry["broadcast_id"]),
        metadata: tagsOf(entry["tags"]),
    };
}
function tagsOf(tags) {
    const pairs = Array.isArray(tags)
        ? tags.map((tag) => [fields(tag)["name"], fields(tag)["value"]])
        : Object.entries(fields(tags));
    const texts = pairs.filter((pair) => typeof pair[0] === "string" && typeof pair[1] === "string");
    return texts.length === 0 ? undefined : Object.fromEntries(texts);
}
function reader(value) {
    const { ipAddress, userAgent } = fields(value);
    return { ip: someText(ipAddress), userAgent: someText(userAgent) };
}
function contact(input) {
    const entry = data(input);
    const names = [someText(entry["first_name"]), someText(entry["last_name"])].filter((name) => name !== undefined);
    return {
        contactId: entry["id"],
        email: entry["email"],
        name: names.length === 0 ? undefined : names.join(" "),
    };
}
