import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { circleciMapping } from "../mapping/circleci.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * CircleCI, outbound webhooks. The header is a list of versions, of which `v1` is the only one so far; CircleCI asks
 * that only the newest be believed, so this changes when there is a `v2`.
 *
 * Scheme and delivery from the documentation, whose published signatures verify; how long it retries is not documented.
 * @see https://circleci.com/docs/guides/integration/webhooks/#validate-webhooks
 */
export const circleci = defineProvider({
  id: "circleci",
  name: "CircleCI",
  docs: "https://circleci.com/docs/guides/integration/webhooks/#validate-webhooks",
  scheme: hmac({ signature: "circleci-signature", format: entries({ signature: "v1=" }) }),
  body: json,
  identify: ({ payload, header }) => ({
    id: textAt(payload, "id"), // made for telling duplicates
    type: textAt(payload, "type") ?? header("circleci-event-type") ?? "unknown",
    time: isoTimeAt(payload, "happened_at"),
    subject: textAt(payload, "job.id") ?? textAt(payload, "workflow.id"),
  }),
  // "At a later time" is all that is said; a week is meant to be generous.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 10,
  domain: circleciMapping,
});
