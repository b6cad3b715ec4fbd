import { BodyError } from "../body/body-error.ts";
import { isoTimeAt, textAt } from "../body/field.ts";
import { gunzipped } from "../body/gunzip.ts";
import { json } from "../body/json.ts";
import { streamMapping } from "../mapping/stream.ts";
import { type BodyReader, defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Stream (GetStream): chat, and what else posts webhooks. The key is the app's API secret. A body may come gzipped:
 * what is inside is signed, and read only up to 10 MiB.
 *
 * Scheme read in stream-chat 9.53.0. Delivery facts from memory, not confirmed.
 * @see https://getstream.io/chat/docs/node/webhooks_overview/
 */
export const stream = defineProvider({
  id: "stream",
  name: "Stream",
  docs: "https://getstream.io/chat/docs/node/webhooks_overview/",
  scheme: hmac({
    signature: "x-signature",
    content: [({ request }) => gunzipped(request.body) ?? { reason: "body_malformed" }],
  }),
  body: gzippedJson(),
  identify: ({ payload, header }) => ({
    id: header("x-webhook-id"), // the same on a retry
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "message.id") ?? textAt(payload, "cid") ?? textAt(payload, "user.id"),
  }),
  // How often Stream tries again is told in a header, for how long nowhere; ample.
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 6,
  retries: { header: "x-webhook-attempt", from: 2 },
  domain: streamMapping,
});

function gzippedJson(): BodyReader {
  return (body, header) => {
    const inside = gunzipped(body);
    if (inside === undefined) throw new BodyError("the body is broken gzip, or too large");
    return json(inside, header);
  };
}
