import { fieldAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { rechargeMapping } from "../mapping/recharge.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { plainHash } from "../scheme/plain-hash.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { entries } from "../scheme/signature-format.ts";
import { headerValues } from "../webhook-request.ts";

/**
 * Recharge. The secret is the API client secret, not the API token.
 *
 * Since 2026 a request is signed twice: with an HMAC over time and body (`X-Recharge-Webhook-Signature`), good for 48
 * hours, and in the old way, whose header says HMAC and which is a plain SHA-256 of secret and body. Where the first is
 * present, it alone counts. The old one is taken only where it is all there is.
 *
 * An event has no id: the same bytes are the same event.
 *
 * The old scheme from third-party code; the new one from third-party code and text, that it exists and the 48 hours
 * from Recharge's changelog. How long it retries is from memory (48 hours), not confirmed.
 * @see https://docs.getrecharge.com/docs/webhooks-overview
 */
export const recharge = defineProvider({
  id: "recharge",
  name: "Recharge",
  docs: "https://docs.getrecharge.com/docs/webhooks-overview",
  scheme: newestOf(
    hmac({
      signature: "x-recharge-webhook-signature",
      format: entries({ timestamp: "t=", signature: "v1=" }),
      content: "{timestamp}.{body}",
      timestamp: { unit: "seconds", toleranceSeconds: 172_800 },
    }),
    plainHash({ signature: "x-recharge-hmac-sha256", content: "{secret}{body}" }),
  ),
  body: json,
  identify: ({ payload, header }) => ({
    id: undefined,
    type: header("x-recharge-topic") ?? "unknown",
    time: undefined, // without a zone in the body
    subject: subjectOf(payload),
  }),
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 5,
  response: { status: 200 },
  domain: rechargeMapping,
});

function newestOf(timed: Scheme, old: Scheme): Scheme {
  return {
    ...timed,
    verify: (input) => {
      const isTimed = headerValues(input.request.headers, "x-recharge-webhook-signature").length > 0;
      return isTimed ? timed.verify(input) : old.verify(input);
    },
  };
}

/** The one object of the body bears the name of its kind: `{"charge":{"id":…}}`. */
function subjectOf(payload: Json): string | undefined {
  for (const kind of ["charge", "subscription", "order", "customer", "address", "checkout"]) {
    if (fieldAt(payload, kind) !== undefined) return textAt(payload, `${kind}.id`);
  }
  return undefined;
}
