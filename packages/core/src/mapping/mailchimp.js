import { defineMapping, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";
/*
 * Parameter names from Mailchimp's guide. `upemail`, an address that changed, comes with a `profile` of its own.
 * @see https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/
 */
/** Mailchimp. */
export const mailchimpMapping = defineMapping({
    subscribe: row("email.subscribed", email),
    unsubscribe: row("email.unsubscribed", (input) => ({
        ...email(input),
        reason: someText(fields(input.payload)["data[reason]"]),
    })),
    cleaned: [
        row("email.complained", email, { when: (input) => fields(input.payload)["data[reason]"] === "abuse" }),
        row("email.bounced", (input) => ({ ...email(input), bounceType: "permanent" })),
    ],
    profile: row("contact.updated", ({ payload }) => {
        const entry = fields(payload);
        const names = [someText(entry["data[merges][FNAME]"]), someText(entry["data[merges][LNAME]"])].filter((name) => name !== undefined);
        return {
            contactId: entry["data[id]"],
            email: entry["data[email]"],
            name: names.length === 0 ? undefined : names.join(" "),
            phone: someText(entry["data[merges][PHONE]"]),
        };
    }),
});
function email({ payload }) {
    const entry = fields(payload);
    return { to: [entry["data[email]"]], campaignId: someText(entry["data[list_id]"]) };
}
