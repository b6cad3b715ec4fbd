import { fieldAt, textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { fastspringMapping } from "../mapping/fastspring.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * FastSpring. One request may carry several events, which are accepted together or not at all. A retry has the same
 * event ids; sent again by hand, they are new. The secret is optional at FastSpring: without one nothing is signed, and
 * everything refused here.
 *
 * Scheme from third-party code and text; batches and ids from FastSpring's documentation. How long it retries is not
 * said there, so the horizon is generous.
 * @see https://developer.fastspring.com/reference/message-security
 */
export const fastspring = defineProvider({
  id: "fastspring",
  name: "FastSpring",
  docs: "https://developer.fastspring.com/reference/message-security",
  scheme: hmac({ signature: "x-fs-signature", encoding: "base64" }),
  body: json,
  split: (payload) => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) ? events : [];
  },
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "type") ?? "unknown",
    time: timeOf(payload),
    subject: textAt(payload, "data.id") ?? textAt(payload, "data.order") ?? textAt(payload, "data.return"),
  }),
  horizonSeconds: 7 * 86_400,
  response: { status: 200 },
  // Whether an earlier sending was taken.
  volatile: ["processed"],
  domain: fastspringMapping,
});

function timeOf(payload: Json): Date | undefined {
  const created = fieldAt(payload, "created");
  return typeof created === "number" ? unixTimeAt({ created: created / 1000 }, "created") : undefined;
}
