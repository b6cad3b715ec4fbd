import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { msTeamsOutgoingMapping } from "../mapping/ms-teams-outgoing.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { base64Secret } from "../scheme/secret-form.ts";
import { prefixed } from "../scheme/signature-format.ts";
/**
 * Microsoft Teams' outgoing webhooks. The security token that Teams shows is base64, and the key is what it stands
 * for. Teams wants a message as its answer, within 5 seconds, and shows it: here it is a short one.
 *
 * Scheme from Microsoft's samples (OfficeDev/msteams-samples-outgoing-webhook-nodejs). Delivery facts from memory.
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook
 */
export const msTeamsOutgoing = defineProvider({
    id: "ms-teams-outgoing",
    name: "Microsoft Teams outgoing webhook",
    docs: "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook",
    scheme: hmac({
        signature: "authorization",
        format: prefixed("HMAC "),
        encoding: "base64",
        secret: base64Secret(),
    }),
    body: json,
    identify: ({ payload }) => {
        const id = textAt(payload, "id");
        const conversation = textAt(payload, "conversation.id");
        return {
            id: id === undefined || conversation === undefined ? undefined : `${conversation}:${id}`, // ids count per conversation
            type: textAt(payload, "type") ?? "unknown",
            time: isoTimeAt(payload, "timestamp"),
            subject: conversation,
        };
    },
    // No retries; a day, since people send a message again.
    horizonSeconds: 86400,
    deadlineSeconds: 5,
    response: {
        status: 200,
        headers: { "content-type": "application/json" },
        body: '{"type":"message","text":"Received."}',
    },
    domain: msTeamsOutgoingMapping,
});
