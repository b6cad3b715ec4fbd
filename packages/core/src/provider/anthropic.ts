import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { anthropicMapping } from "../mapping/anthropic.ts";
import { defineProvider } from "../provider.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * Anthropic: managed agents, their deployments, sessions and environments (beta).
 *
 * The event's own type is `data.type` (`session.idled`); the outer `type` is always `event`. The body says little more
 * than ids: the rest is fetched from the API.
 *
 * Scheme and fields read in @anthropic-ai/sdk 1.11.0, which is the tests' oracle; how long it retries is not known.
 * @see https://docs.claude.com/en/api/webhooks
 */
export const anthropic = defineProvider({
  id: "anthropic",
  name: "Anthropic",
  docs: "https://docs.claude.com/en/api/webhooks",
  scheme: standardWebhooksScheme(),
  body: json,
  identify: ({ payload, header }) => ({
    id: textAt(payload, "id") ?? header("webhook-id"),
    type: textAt(payload, "data.type") ?? textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "data.id"),
  }),
  // Nothing is published: as long as Standard Webhooks suggests, twice over.
  horizonSeconds: 7 * 86_400,
  domain: anthropicMapping,
});
