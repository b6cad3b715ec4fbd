import { BodyError } from "../body/body-error.ts";
import { textAt, unixTimeAt } from "../body/field.ts";
import { gunzipped } from "../body/gunzip.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { nylasMapping } from "../mapping/nylas.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Nylas, version 3: mail, calendars and contacts of connected accounts, as CloudEvents.
 *
 * No time is signed. A webhook may be set to compress its bodies: the signature is over the compressed bytes then, and
 * what is inside is read after it was found good. Before it sends, Nylas asks with a GET that wants its `challenge` back.
 *
 * Scheme described by third parties and the challenge by Nylas's own library; retries from memory, not confirmed.
 * @see https://developer.nylas.com/docs/v3/notifications/
 */
export const nylas = defineProvider({
  id: "nylas",
  name: "Nylas",
  docs: "https://developer.nylas.com/docs/v3/notifications/",
  scheme: hmac({ signature: "x-nylas-signature" }),
  handshakes: [answerChallenge()],
  body: plainOrGzip,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "type") ?? "unknown",
    time: unixTimeAt(payload, "time"),
    subject: textAt(payload, "data.object.id"),
  }),
  // Failures are tried again for up to 72 hours.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 10,
  // Counts the sendings.
  volatile: ["webhook_delivery_attempt"],
  // From 1 on, from memory.
  retries: { field: "webhook_delivery_attempt", from: 2 },
  domain: nylasMapping,
});

function plainOrGzip(body: Uint8Array, header: (name: string) => string | undefined): Json {
  const plain = gunzipped(body);
  if (plain === undefined) throw new BodyError("the body is gzip that cannot be read, or is too large in it");
  return json(plain, header);
}

/** The value as it is, without a line end; reflected as plain text that nothing may take for anything else. */
function answerChallenge(): Handshake {
  return ({ request, url }) => {
    const challenge = url.searchParams.get("challenge");
    if (request.method !== "GET" || challenge === null || challenge.length > 1024) return undefined;
    return {
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: challenge,
    };
  };
}
