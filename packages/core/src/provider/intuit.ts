import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json, JsonObject } from "../event.ts";
import { intuitMapping } from "../mapping/intuit.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Intuit QuickBooks Online. The secret is the verifier token.
 *
 * A request is a list of CloudEvents (since 2025), or in the older form holds what changed company by company; each
 * changed entity is an event, with its company's `realmId` beside it, all accepted together or not at all. In the older
 * form an event has no id; which entity changed how and when makes it.
 *
 * Scheme from third-party code; both forms from the release notes of Intuit's PHP library. Retries (after 20 and 30
 * minutes, and on for hours) and the 3 seconds are from memory, not confirmed.
 * @see https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks
 */
export const intuit = defineProvider({
  id: "intuit",
  name: "Intuit QuickBooks Online",
  docs: "https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks",
  scheme: hmac({ signature: "intuit-signature", encoding: "base64" }),
  body: json,
  split: (payload) => (Array.isArray(payload) ? payload : changes(payload)),
  identify: ({ payload }) => ({
    id: fieldAt(payload, "specversion") === undefined ? undefined : textAt(payload, "id"),
    type: typeOf(payload),
    time: isoTimeAt(payload, "time") ?? isoTimeAt(payload, "lastUpdated"),
    subject: textAt(payload, "intuitentityid") ?? textAt(payload, "id"),
  }),
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 3,
  response: { status: 200 },
  domain: intuitMapping,
});

function typeOf(payload: Json): string {
  const name = textAt(payload, "name");
  const operation = textAt(payload, "operation");
  return (
    textAt(payload, "type") ??
    (name === undefined || operation === undefined ? "unknown" : `${name}.${operation}`)
  );
}

/** The older form: notifications, each with its company and its changed entities. */
function changes(payload: Json): readonly Json[] {
  return elementsAt(payload, "eventNotifications").flatMap((notification) => {
    const realmId = fieldAt(notification, "realmId") ?? null;
    return elementsAt(notification, "dataChangeEvent.entities").map((entity) =>
      isObject(entity) ? { realmId, ...entity } : entity,
    );
  });
}

function elementsAt(value: Json, path: string): readonly Json[] {
  const found = fieldAt(value, path);
  return Array.isArray(found) ? found : [];
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
