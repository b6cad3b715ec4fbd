import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { notionMapping } from "../mapping/notion.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Notion. The key is the verification token, which Notion sends to the endpoint once, unsigned, when the subscription
 * is made. It is answered and not believed: take the token from where you see requests, paste it into Notion, and
 * store it as this source's secret.
 *
 * Scheme read in @notionhq/client 5.26.0; eight attempts within about a day from third-party text that quotes
 * Notion's reference.
 * @see https://developers.notion.com/reference/webhooks
 */
export const notion = defineProvider({
  id: "notion",
  name: "Notion",
  docs: "https://developers.notion.com/reference/webhooks",
  scheme: hmac({ signature: "x-notion-signature", format: prefixed("sha256=") }),
  handshakes: [answerVerification()],
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "entity.id"),
  }),
  // Eight attempts within about a day; two days to spare.
  horizonSeconds: 3 * 86_400,
  // Which attempt this is.
  volatile: ["attempt_number"],
  retries: { field: "attempt_number", from: 2 },
  domain: notionMapping,
});

/** Notion wants a 200 for its token and nothing else. Whatever has a type or a signature is an event. */
function answerVerification(): Handshake {
  return ({ request, payload, header }) => {
    if (request.method !== "POST" || header("x-notion-signature") !== undefined) return undefined;
    const isQuestion =
      typeof fieldAt(payload, "verification_token") === "string" && fieldAt(payload, "type") === undefined;
    return isQuestion ? { status: 200 } : undefined;
  };
}
