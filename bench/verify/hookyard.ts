import { json } from "../../packages/core/src/body/json.ts";
import type { VerifyOutcome } from "../../packages/core/src/scheme/scheme.ts";
import { firstHeader, type WebhookRequest } from "../../packages/core/src/webhook-request.ts";
import type { Contestant, Family, Secret } from "./family.ts";

/** What the ingest does with a request: the provider's scheme, at once where that answers at once, then its body reader. */
export function createHookyard(family: Family, secret: Secret, now: Date): Contestant {
  const { scheme, body: read = json } = family.provider;
  const source = { secrets: [secret.verify], settings: {}, ...family.createSource?.(secret) };
  const finish = (request: WebhookRequest, outcome: VerifyOutcome): boolean => {
    if (!outcome.ok) return false;
    read(request.body, (name) => firstHeader(request.headers, name));
    return true;
  };
  return {
    name: "hookyard",
    accept: (delivery) => {
      // A body of its own each time, as requests have: what was read of one is remembered for that very array.
      const { buffer, byteOffset, byteLength } = delivery.body;
      const request = { ...delivery.request, body: Buffer.from(buffer, byteOffset, byteLength) };
      const { secrets, settings, fetch } = source;
      const outcome = scheme.verify({ request, secrets, now, toleranceSeconds: undefined, settings, fetch });
      return "ok" in outcome ? finish(request, outcome) : outcome.then((settled) => finish(request, settled));
    },
  };
}
