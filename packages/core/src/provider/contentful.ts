import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { contentfulMapping } from "../mapping/contentful.ts";
import { defineProvider } from "../provider.ts";
import { contentfulScheme } from "../scheme/contentful.ts";

/**
 * Contentful: entries, assets, content types, releases.
 *
 * Method, path, headers and body are signed: behind a proxy that changes the path, set `url` of the source to the one
 * that Contentful was given. A request may be 30 seconds old, as in Contentful's library; raise the tolerance where
 * clocks are worse. The key is the space's signing secret. Payloads in a webhook's own format are signed alike; the
 * content type is Contentful's own and JSON.
 *
 * Scheme read in @contentful/node-apps-toolkit 3.16.1, which is the tests' oracle; retries from memory, not confirmed.
 * @see https://www.contentful.com/developers/docs/webhooks/request-verification/
 */
export const contentful = defineProvider({
  id: "contentful",
  name: "Contentful",
  docs: "https://www.contentful.com/developers/docs/webhooks/request-verification/",
  scheme: contentfulScheme(),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("x-contentful-idempotency-key"),
    type: header("x-contentful-topic") ?? "unknown",
    time:
      isoTimeAt(payload, "sys.updatedAt") ??
      isoTimeAt(payload, "sys.deletedAt") ??
      isoTimeAt(payload, "sys.createdAt"),
    subject: textAt(payload, "sys.id"),
  }),
  // Three tries, half a minute apart, and by hand later; generous.
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 30,
  // Signed along: see the tests of @contentful/node-apps-toolkit.
  retries: { header: "x-contentful-webhook-request-attempt", from: 2 },
  record: { days: 7, hasPayloads: true, settings: ["space"] },
  domain: contentfulMapping,
});
