import { fieldAt, parseIsoTime, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { buildkiteMapping } from "../mapping/buildkite.ts";
import { defineProvider } from "../provider.ts";
import { anyOf } from "../scheme/any-of.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";
import { token } from "../scheme/token.ts";

/**
 * Buildkite: Pipelines and Package Registries. A webhook is set to send its token as an HMAC signature, or as it is in
 * `X-Buildkite-Token`, which proves nothing about the body: choose the signature.
 *
 * There is no event id. A build that changes quickly may be shown in a later state than the event says.
 *
 * Scheme from the documentation; retries are not documented.
 * @see https://buildkite.com/docs/apis/webhooks/pipelines#webhook-signature
 */
export const buildkite = defineProvider({
  id: "buildkite",
  name: "Buildkite",
  docs: "https://buildkite.com/docs/apis/webhooks/pipelines#webhook-signature",
  // One secret in two forms: in signature mode it is never sent, so nobody can present it who could not sign.
  scheme: anyOf(
    hmac({
      signature: "x-buildkite-signature",
      format: entries({ timestamp: "timestamp=", signature: "signature=" }),
      content: "{timestamp}.{body}",
      timestamp: { unit: "seconds", toleranceSeconds: 300 },
    }),
    token({ at: "x-buildkite-token" }),
  ),
  body: json,
  identify: ({ payload, header }) => {
    const type = textAt(payload, "event") ?? header("x-buildkite-event") ?? "unknown";
    return { id: undefined, type, time: timeOf(type, payload), subject: subjectOf(payload) };
  },
  // Unknown; a day is meant to be generous. Without ids, equal bytes within it are taken for one event.
  horizonSeconds: 86_400,
  domain: buildkiteMapping,
});

/** When the state was reached that the event is named after: ISO 8601, or `2019-08-11 06:03:49 UTC`. */
function timeOf(type: string, payload: Json): Date | undefined {
  const [entity = "", state = ""] = type.split(".");
  const name = state === "running" ? "started" : state;
  const text = fieldAt(payload, `${entity}.${name}_at`);
  return typeof text === "string" ? parseIsoTime(text.replace(/ UTC$/, "Z")) : undefined;
}

function subjectOf(payload: Json): string | undefined {
  return textAt(payload, "job.id") ?? textAt(payload, "build.id") ?? textAt(payload, "agent.id");
}
