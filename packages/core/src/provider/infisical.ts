import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { infisicalMapping } from "../mapping/infisical.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Infisical: secrets were changed. Signed only where the webhook has a secret key.
 *
 * The header reads `t=<milliseconds>;<hex>`. Only the body is signed: the time that counts is its own `timestamp`,
 * which the header's `t` repeats.
 *
 * Scheme read in Infisical's own source (the webhook service); that nothing is sent again from memory, not confirmed.
 * @see https://infisical.com/docs/documentation/platform/webhooks
 */
export const infisical = defineProvider({
  id: "infisical",
  name: "Infisical",
  docs: "https://infisical.com/docs/documentation/platform/webhooks",
  scheme: hmac({
    signature: "x-infisical-signature",
    format: entries({ separator: ";", timestamp: "t=", signature: "" }),
    timestamp: { field: "timestamp", unit: "milliseconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "event") ?? "unknown",
    time: unixMillisecondsAt(payload, "timestamp"),
    subject: textAt(payload, "project.workspaceId") ?? textAt(payload, "project.projectId"),
  }),
  // Sent once as far as is known; a day to spare. The payload's own time tells equal events apart.
  horizonSeconds: 86_400,
  domain: infisicalMapping,
});
