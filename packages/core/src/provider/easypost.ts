import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { easypostMapping } from "../mapping/easypost.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { nfkdSecret } from "../scheme/secret-form.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * EasyPost. You choose the secret; its text is decomposed (Unicode NFKD) before it becomes the key.
 *
 * EasyPost's own library puts a `.0` behind whole numbers of `weight` before it hashes, for callers who have parsed the
 * body and written it anew: the bytes on the wire have it already.
 *
 * Scheme read in @easypost/api 8.9.0. Six retries are from memory, without their spacing.
 * @see https://docs.easypost.com/docs/webhooks
 */
export const easypost = defineProvider({
  id: "easypost",
  name: "EasyPost",
  docs: "https://docs.easypost.com/docs/webhooks",
  scheme: hmac({
    signature: "x-hmac-signature",
    format: prefixed("hmac-sha256-hex="),
    secret: nfkdSecret(),
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "description") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "result.id"),
  }),
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 7,
  // How the sending of this event goes.
  volatile: ["status", "pending_urls", "completed_urls", "updated_at"],
  record: { days: 30, hasPayloads: true },
  domain: easypostMapping,
});
