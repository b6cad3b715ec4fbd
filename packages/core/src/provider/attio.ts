import { fieldAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { attioMapping } from "../mapping/attio.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Attio: records, lists, notes, tasks, members.
 *
 * An event says which record, by its ids, and not what is in it. The header comes twice, as `Attio-Signature` and with
 * `X-` in front: the first is read. No time is signed. `Idempotency-Key` is the same on every retry and not signed.
 *
 * Scheme from the documentation; the idempotency key and retries from memory, not confirmed.
 * @see https://docs.attio.com/rest-api/guides/webhooks
 */
export const attio = defineProvider({
  id: "attio",
  name: "Attio",
  docs: "https://docs.attio.com/rest-api/guides/webhooks",
  scheme: hmac({ signature: "attio-signature" }),
  body: json,
  split: (payload) => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) ? events : [payload];
  },
  identify: ({ payload, header, index }) => {
    const key = header("idempotency-key");
    return {
      id: key === undefined || key === "" ? undefined : `${key}:${index}`,
      type: textAt(payload, "event_type") ?? "unknown",
      time: undefined,
      subject:
        textAt(payload, "id.record_id") ??
        textAt(payload, "id.entry_id") ??
        textAt(payload, "id.note_id") ??
        textAt(payload, "id.task_id") ??
        textAt(payload, "id.workspace_member_id"),
    };
  },
  // Ten retries over some three days; generous.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 5,
  domain: attioMapping,
});
