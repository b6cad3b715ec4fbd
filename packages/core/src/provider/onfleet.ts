import { fieldAt, textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { onfleetMapping } from "../mapping/onfleet.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { hexSecret } from "../scheme/secret-form.ts";

/**
 * Onfleet. The secret is hex, and the digest is SHA-512.
 *
 * When a webhook is made, Onfleet asks with `GET ?check=…` and wants that text back; the question is not signed, so
 * only letters and digits are answered, as plain text. An event has no id: the same bytes are the same event.
 *
 * Scheme from third-party code; the check, the numbers of the triggers and the time from memory, not confirmed. How long
 * it retries is not known, so the horizon is generous.
 * @see https://docs.onfleet.com/reference/webhooks
 */
export const onfleet = defineProvider({
  id: "onfleet",
  name: "Onfleet",
  docs: "https://docs.onfleet.com/reference/webhooks",
  scheme: hmac({ signature: "x-onfleet-signature", algorithm: "sha512", secret: hexSecret({ bytes: 64 }) }),
  handshakes: [answerCheck()],
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: typeOf(payload),
    time: timeOf(payload),
    subject: textAt(payload, "taskId") ?? textAt(payload, "workerId"),
  }),
  horizonSeconds: 7 * 86_400,
  response: { status: 200 },
  domain: onfleetMapping,
});

const triggers = [
  "taskStarted",
  "taskEta",
  "taskArrival",
  "taskCompleted",
  "taskFailed",
  "workerDuty",
  "taskCreated",
  "taskUpdated",
  "taskDeleted",
  "taskAssigned",
  "taskUnassigned",
];

/** By name where it is given, by number else. */
function typeOf(payload: Json): string {
  const number = fieldAt(payload, "triggerId");
  const known = typeof number === "number" ? triggers[number] : undefined;
  return (
    textAt(payload, "triggerName") ?? known ?? (typeof number === "number" ? `trigger${number}` : "unknown")
  );
}

function timeOf(payload: Json): Date | undefined {
  const time = fieldAt(payload, "time");
  return typeof time === "number" ? unixTimeAt({ time: time / 1000 }, "time") : undefined;
}

function answerCheck(): Handshake {
  const plain = /^[\w-]{1,200}$/;
  return ({ request, url }) => {
    const check = url.searchParams.get("check") ?? "";
    if (request.method !== "GET" || !plain.test(check)) return undefined;
    return {
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: check,
    };
  };
}
