import { textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { firecrawlMapping } from "../mapping/firecrawl.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Firecrawl: crawls, batches of pages, extractions and agents.
 *
 * Signed when the account has an HMAC secret. No time is signed. `webhookId` names the delivery and is the same on
 * every retry; `id` is the job's.
 *
 * Scheme, id, 10 seconds and retries from the documentation.
 * @see https://docs.firecrawl.dev/webhooks/security
 */
export const firecrawl = defineProvider({
  id: "firecrawl",
  name: "Firecrawl",
  docs: "https://docs.firecrawl.dev/webhooks/security",
  scheme: hmac({ signature: "x-firecrawl-signature", format: prefixed("sha256=") }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "webhookId"),
    type: textAt(payload, "type") ?? "unknown",
    time: undefined,
    subject: textAt(payload, "id"),
  }),
  // Again after 1, 5 and 15 minutes, and that is all; an hour's worth to spare.
  horizonSeconds: 2 * 3600,
  deadlineSeconds: 10,
  domain: firecrawlMapping,
});
