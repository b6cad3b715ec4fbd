import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { openaiMapping } from "../mapping/openai.ts";
import { defineProvider } from "../provider.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * OpenAI: responses in the background, batches, fine-tuning, evals, incoming realtime calls.
 *
 * Stricter than OpenAI's own library, which also takes a signature without `v1,` in front. The body's `id` names the
 * event, `webhook-id` the message: both are the same on every retry.
 *
 * Scheme read in openai 6.49.0, which is the tests' oracle; 72 hours of retries from memory, not confirmed.
 * @see https://platform.openai.com/docs/guides/webhooks
 */
export const openai = defineProvider({
  id: "openai",
  name: "OpenAI",
  docs: "https://platform.openai.com/docs/guides/webhooks",
  scheme: standardWebhooksScheme(),
  body: json,
  identify: ({ payload, header }) => ({
    id: textAt(payload, "id") ?? header("webhook-id"),
    type: textAt(payload, "type") ?? "unknown",
    time: unixTimeAt(payload, "created_at"),
    subject: textAt(payload, "data.id") ?? textAt(payload, "data.call_id"),
  }),
  // Up to 72 hours of retries, and time to spare.
  horizonSeconds: 7 * 86_400,
  domain: openaiMapping,
});
