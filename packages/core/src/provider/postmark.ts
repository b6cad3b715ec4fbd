import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { postmarkMapping } from "../mapping/postmark.ts";
import { defineProvider } from "../provider.ts";
import { basicAuth } from "../scheme/token.ts";

/**
 * Postmark, which signs nothing: put `user:password@` into the webhook's URL (or set its HTTP authentication), and the
 * same `user:password` as the source's secret. It proves nothing about the body.
 *
 * A bounce and a complaint have an id of their own; for the rest the same bytes are the same event.
 *
 * Scheme from third-party code (hookdeck/webhook-skills, n8n). Retries of inbound mail from Postmark's documentation; those of
 * all else from memory, not confirmed.
 * @see https://postmarkapp.com/developer/webhooks/webhooks-overview
 */
export const postmark = defineProvider({
  id: "postmark",
  name: "Postmark",
  docs: "https://postmarkapp.com/developer/webhooks/webhooks-overview",
  scheme: basicAuth(),
  body: json,
  identify: ({ payload }) => {
    const type = typeOf(payload);
    const id = textAt(payload, "ID");
    return {
      id: id === undefined ? undefined : `${type}:${id}`,
      type,
      time: timeOf(payload),
      subject: textAt(payload, "MessageID"),
    };
  },
  // Inbound mail and bounces are retried for 10.5 hours, the rest less; inbound mail can be sent again by hand.
  // https://postmarkapp.com/support/article/understanding-inbound-webhook-retries-in-postmark
  horizonSeconds: 2 * 86_400,
  // How the address stands when it is asked for, and what only the webhook holds.
  volatile: ["Inactive", "CanActivate", "DumpAvailable", "Metadata", "Content"],
  record: { days: 45, hasPayloads: true },
  domain: postmarkMapping,
});

/** Inbound mail had no record type at first. */
function typeOf(payload: Json): string {
  const type = textAt(payload, "RecordType");
  return type ?? (textAt(payload, "OriginalRecipient") === undefined ? "unknown" : "Inbound");
}

function timeOf(payload: Json): Date | undefined {
  for (const name of ["DeliveredAt", "BouncedAt", "ReceivedAt", "ChangedAt"]) {
    const time = isoTimeAt(payload, name);
    if (time !== undefined) return time;
  }
  return undefined;
}
