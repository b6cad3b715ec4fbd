import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { trelloMapping } from "../mapping/trello.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Trello. The URL is signed too, after the body, exactly as it was registered: where a proxy changes it, set the
 * source's `url`. The key is the app's secret, not its API key.
 *
 * A 410 deletes the webhook. SHA-1 is all that Trello offers here; as an HMAC it holds.
 *
 * Scheme from third-party code; retries (after 30, 60 and 120 seconds) from memory, not confirmed.
 * @see https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/
 */
export const trello = defineProvider({
  id: "trello",
  name: "Trello",
  docs: "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/",
  scheme: hmac({
    signature: "x-trello-webhook",
    content: "{body}{url}",
    encoding: "base64",
    algorithm: "sha1",
  }),
  handshakes: [answerHead()],
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "action.id"),
    type: textAt(payload, "action.type") ?? "unknown",
    time: isoTimeAt(payload, "action.date"),
    subject:
      textAt(payload, "action.data.card.id") ??
      textAt(payload, "action.data.list.id") ??
      textAt(payload, "action.data.board.id") ??
      textAt(payload, "model.id"),
  }),
  // Three retries within four minutes; a day to spare.
  horizonSeconds: 86_400,
  deadlineSeconds: 30,
  // How the model and the webhook stand when it is sent, which is not the same on a retry.
  volatile: ["model", "webhook"],
  record: { days: 30, hasPayloads: true, settings: ["model"] },
  domain: trelloMapping,
});

/** Asked when a webhook is made: whether there is anything at the URL. */
function answerHead(): Handshake {
  return ({ request }) => (request.method === "HEAD" ? { status: 200 } : undefined);
}
