import { textAt } from "../body/field.ts";
import { form } from "../body/form.ts";
import { mailchimpMapping } from "../mapping/mailchimp.ts";
import { defineProvider } from "../provider.ts";
import { inQuery } from "../scheme/place.ts";
import { token } from "../scheme/token.ts";
/**
 * Mailchimp audiences, which sign nothing: register the URL with `?secret=…`, the source's secret, as Mailchimp
 * advises. It proves nothing about the body. Saving the URL sends a GET, which is answered.
 *
 * An event has no id: the same bytes are the same event. `fired_at` names no zone, so the time of receipt stands in.
 *
 * That there is no signature, and the secret in the URL, from hookdeck/webhook-skills. Delivery facts from memory.
 * @see https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/
 */
export const mailchimp = defineProvider({
    id: "mailchimp",
    name: "Mailchimp",
    docs: "https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/",
    scheme: token({ at: inQuery("secret") }),
    handshakes: [answerGet()],
    body: form,
    identify: ({ payload }) => ({
        id: undefined,
        type: textAt(payload, "type") ?? "unknown",
        time: undefined,
        subject: textAt(payload, "data[id]") ?? textAt(payload, "data[email]"),
    }),
    // Retried for some 75 minutes; a day to spare.
    horizonSeconds: 86400,
    deadlineSeconds: 10,
    response: { status: 200 },
    domain: mailchimpMapping,
});
function answerGet() {
    return ({ request }) => request.method === "GET" || request.method === "HEAD" ? { status: 200 } : undefined;
}
