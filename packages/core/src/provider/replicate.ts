import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { replicateMapping } from "../mapping/replicate.ts";
import { defineProvider } from "../provider.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * Replicate: predictions and trainings, each time one starts, gives output, logs or ends.
 *
 * The body is the prediction itself, without an event type: the type is made of what it is and its status,
 * `prediction.succeeded`. Replicate's own library looks neither at the signature's version nor at its age; here `v1`
 * and 300 seconds are required. Output and logs come in any order and may be left out; the end is retried.
 *
 * Scheme read in replicate 1.4.0, which is the tests' oracle; retries from memory, not confirmed.
 * @see https://replicate.com/docs/topics/webhooks
 */
export const replicate = defineProvider({
  id: "replicate",
  name: "Replicate",
  docs: "https://replicate.com/docs/topics/webhooks",
  scheme: standardWebhooksScheme(),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("webhook-id"), // one prediction sends many
    type: `${kindOf(payload)}.${textAt(payload, "status") ?? "unknown"}`,
    time:
      isoTimeAt(payload, "completed_at") ??
      isoTimeAt(payload, "started_at") ??
      isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "id"),
  }),
  // The end of a prediction is sent again with growing pauses; for how long is not published.
  horizonSeconds: 3 * 86_400,
  domain: replicateMapping,
});

/** A training says where it can be read. */
function kindOf(payload: Json): "prediction" | "training" {
  const url = fieldAt(payload, "urls.get");
  return typeof url === "string" && url.includes("/trainings/") ? "training" : "prediction";
}
