import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { azureEventGridMapping } from "../mapping/azure-event-grid.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { inQuery } from "../scheme/place.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { token } from "../scheme/token.ts";

/** Nothing is signed: the secret is part of the URL that is subscribed. */
const secretInUrl: Scheme = token({ at: inQuery("token") });

/**
 * Azure Event Grid, both schemas: Event Grid's own, and CloudEvents.
 *
 * Event Grid signs nothing. Subscribe the URL as `…/webhooks/<source>?token=<secret>`: Event Grid keeps the query to
 * itself and shows it to nobody who may not see the whole URL. (Tokens of Entra ID are not understood here.) Questions
 * about the endpoint are answered only when they carry the secret too; 202 would not do for them.
 *
 * Handshakes and delivery from the documentation: up to 30 attempts within 24 hours.
 * @see https://learn.microsoft.com/azure/event-grid/end-point-validation-cloud-events-schema
 */
export const azureEventGrid = defineProvider({
  id: "azure-event-grid",
  name: "Azure Event Grid",
  docs: "https://learn.microsoft.com/azure/event-grid/end-point-validation-cloud-events-schema",
  scheme: secretInUrl,
  handshakes: [allowOrigin()],
  signedHandshakes: [answerValidation()],
  body: json,
  split: (payload): readonly Json[] => (Array.isArray(payload) ? payload : [payload]),
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "eventType") ?? textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "eventTime") ?? isoTimeAt(payload, "time"),
    subject: textAt(payload, "subject"),
  }),
  // Retried for up to 24 hours; a day to spare.
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 30,
  // The attempts before this one. https://learn.microsoft.com/azure/event-grid/receive-events#message-headers
  retries: { header: "aeg-delivery-count", from: 1 },
  domain: azureEventGridMapping,
});

/** `OPTIONS` of the CloudEvents schema: may this origin send? Whoever knows the secret may. */
function allowOrigin(): Handshake {
  return async ({ request, header, secrets, settings }) => {
    if (request.method !== "OPTIONS" || header("webhook-request-origin") === undefined) return undefined;
    const outcome = await secretInUrl.verify({ request, secrets, settings, now: new Date(0) });
    if (!outcome.ok) return undefined;
    return { status: 200, headers: { "webhook-allowed-origin": "*", "webhook-allowed-rate": "*" } };
  };
}

/** The code goes back as JSON, which is what Event Grid reads; it came with the secret. */
function answerValidation(): Handshake {
  return ({ payload }) => {
    const event = Array.isArray(payload) ? payload[0] : payload;
    if (fieldAt(event, "eventType") !== "Microsoft.EventGrid.SubscriptionValidationEvent") return undefined;
    const code = fieldAt(event, "data.validationCode");
    if (typeof code !== "string") return undefined;
    return {
      status: 200,
      headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
      body: JSON.stringify({ validationResponse: code }),
    };
  };
}
