import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, idText, instant, someText } from "../domain/read.ts";
/*
 * Field names from Mautic's webhook payloads. A contact's fields stand under `fields.core`, each with its value.
 * @see https://docs.mautic.org/en/5.x/channels/webhooks.html
 */
/** Mautic. */
export const mauticMapping = defineMapping({
    "mautic.lead_post_save_new": row("contact.created", contact),
    "mautic.lead_post_save_update": row("contact.updated", contact),
    "mautic.lead_post_delete": row("contact.deleted", contact),
    "mautic.email_on_open": row("email.opened", (input) => {
        const stat = fields(event(input)["stat"]);
        const email = fields(stat["email"]);
        const to = someText(stat["emailAddress"]);
        return {
            emailId: idText(stat["trackingHash"]) ?? idText(stat["id"]),
            to: to === undefined ? [] : [to],
            subject: someText(email["subject"]),
            campaignId: idText(email["id"]),
        };
    }),
    "mautic.form_on_submit": row("form.submitted", (input) => {
        const submission = fields(event(input)["submission"]);
        const form = fields(submission["form"]);
        return {
            submissionId: idText(submission["id"]),
            formId: idText(form["id"]),
            formName: someText(form["name"]),
            answers: Object.entries(fields(submission["results"])).map(([name, value]) => ({
                fieldId: name,
                values: (Array.isArray(value) ? value : [value]).flatMap((one) => idText(one) ?? []),
            })),
            submittedAt: instant(submission["dateSubmitted"]),
        };
    }),
});
function event({ payload, identity }) {
    return fields(elements(fields(payload)[identity.type])[0]);
}
function contact(input) {
    const entry = fields(event(input)["contact"] ?? event(input)["lead"]);
    const core = fields(fields(entry["fields"])["core"]);
    const valueOf = (name) => someText(fields(core[name])["value"]);
    const names = [valueOf("firstname"), valueOf("lastname")].filter((name) => name !== undefined);
    const tags = elements(entry["tags"]).map((tag) => fields(tag)["tag"]);
    return {
        contactId: idText(entry["id"]) ?? idText(event(input)["id"]),
        email: valueOf("email"),
        name: names.length === 0 ? undefined : names.join(" "),
        phone: valueOf("phone") ?? valueOf("mobile"),
        company: valueOf("company"),
        tags: tags.length === 0 ? undefined : tags,
    };
}
