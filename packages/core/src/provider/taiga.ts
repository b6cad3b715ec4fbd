import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { taigaMapping } from "../mapping/taiga.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Taiga. The type is what it is about with the action: `userstory.create`. There is no event id.
 *
 * SHA-1 is all that Taiga offers here; as an HMAC it holds.
 *
 * Scheme read in Taiga's own source; retries unknown.
 * @see https://docs.taiga.io/webhooks.html
 */
export const taiga = defineProvider({
  id: "taiga",
  name: "Taiga",
  docs: "https://docs.taiga.io/webhooks.html",
  scheme: hmac({ signature: "x-taiga-webhook-signature", algorithm: "sha1" }),
  body: json,
  identify: ({ payload }) => {
    const kind = textAt(payload, "type") ?? "unknown";
    const action = textAt(payload, "action");
    return {
      id: undefined,
      type: action === undefined ? kind : `${kind}.${action}`,
      time: isoTimeAt(payload, "date"),
      subject: textAt(payload, "data.id"),
    };
  },
  // Unknown; three days are meant to be generous. The payload's own time tells equal ones apart.
  horizonSeconds: 3 * 86_400,
  domain: taigaMapping,
});
