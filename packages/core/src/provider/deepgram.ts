import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { deepgramMapping } from "../mapping/deepgram.ts";
import { defineProvider } from "../provider.ts";
import { token } from "../scheme/token.ts";

/**
 * Deepgram: the transcript that a request with a `callback` asked for.
 *
 * Nothing is signed. `dg-token` holds the identifier of the API key that asked, which is the secret here: it is not the
 * key itself, it says nothing about the body, and whoever saw one request knows it. The body has no type.
 *
 * Read in third-party code; retries from memory, not confirmed.
 * @see https://developers.deepgram.com/docs/callback
 */
export const deepgram = defineProvider({
  id: "deepgram",
  name: "Deepgram",
  docs: "https://developers.deepgram.com/docs/callback",
  scheme: token({ at: "dg-token" }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "metadata.request_id"),
    type: "transcription",
    time: isoTimeAt(payload, "metadata.created"),
    subject: textAt(payload, "metadata.request_id"),
  }),
  // Ten retries, half a minute apart, is what is said; generous.
  horizonSeconds: 86_400,
  domain: deepgramMapping,
});
