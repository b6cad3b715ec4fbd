import { json } from "../../packages/core/src/body/json.ts";
import type { Provider } from "../../packages/core/src/provider.ts";
import { verifyWebhook } from "../../packages/core/src/verify.ts";
import { firstHeader } from "../../packages/core/src/webhook-request.ts";
import type { Contestant, Secret } from "./family.ts";

/** What the ingest does with a request: the provider's scheme, then its body reader. */
export function createHookyard(provider: Provider, secret: Secret, now: Date): Contestant {
  const options = { secrets: [secret.verify], now };
  const read = provider.body ?? json;
  return {
    name: "hookyard",
    accept: async ({ request }) => {
      const outcome = await verifyWebhook(provider, request, options);
      if (!outcome.ok) return false;
      read(request.body, (name) => firstHeader(request.headers, name));
      return true;
    },
  };
}
