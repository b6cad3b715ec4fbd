import { fieldAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { plaidMapping } from "../mapping/plaid.ts";
import { defineProvider } from "../provider.ts";
import { bodyHashJwt, readCompactJws } from "../scheme/body-hash-jwt.ts";
import { createKeyCache } from "../scheme/key-cache.ts";
import { fetchPinned } from "../scheme/pinned-fetch.ts";
import { parseLeniently } from "../scheme/place.ts";
import { type FindKeys, publishedKey } from "../scheme/published-key.ts";
import { firstHeader } from "../webhook-request.ts";

const environments: Readonly<Record<string, string>> = {
  production: "production.plaid.com",
  sandbox: "sandbox.plaid.com",
};
const keyId = /^[\w-]{1,100}$/;
const credentials = /^([\w-]{1,100}):([\w-]{1,200})$/;

/**
 * Plaid. The secret is `client_id:secret`, the API's own: Plaid gives out the public key of a webhook only to its
 * clients, by the id that the token names, and only its own hosts are ever asked. The setting `environment` is
 * `production` (the default) or `sandbox`. A secret that is a JWK or another public key is taken as the key itself.
 *
 * The body is proved by its SHA-256 inside the token (ES256, and nothing else), which is good for five minutes.
 *
 * A webhook has no id, and says the same each time when there is more to fetch (`SYNC_UPDATES_AVAILABLE`): so every one
 * is an event of its own, never a duplicate. The type is type and code: `TRANSACTIONS.SYNC_UPDATES_AVAILABLE`.
 *
 * Scheme from Plaid's documentation, which has been read; plaid's library verifies nothing, jose is the oracle. Retries
 * for up to 24 hours are from memory.
 * @see https://plaid.com/docs/api/webhooks/webhook-verification/
 */
export const plaid = defineProvider({
  id: "plaid",
  name: "Plaid",
  docs: "https://plaid.com/docs/api/webhooks/webhook-verification/",
  scheme: publishedKey(
    bodyHashJwt({ header: "plaid-verification", claim: "request_body_sha256", toleranceSeconds: 300 }),
    findKey(),
  ),
  body: json,
  identify: ({ payload }) => {
    const kind = textAt(payload, "webhook_type");
    const code = textAt(payload, "webhook_code");
    return {
      id: undefined,
      type: kind === undefined || code === undefined ? "unknown" : `${kind}.${code}`,
      time: undefined,
      subject:
        textAt(payload, "item_id") ?? textAt(payload, "transfer_id") ?? textAt(payload, "asset_report_id"),
    };
  },
  isBareNotice: true,
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 10,
  domain: plaidMapping,
});

function findKey(): FindKeys {
  const keys = createKeyCache<readonly string[]>();
  return async ({ request, secrets, settings, now, fetch }) => {
    const host = environments[settings["environment"] ?? "production"];
    if (host === undefined) return { reason: "setting_missing" };
    const account = Array.isArray(secrets) ? accountOf(secrets) : undefined;
    if (account === undefined) return { reason: "secret_missing" };
    const jws = readCompactJws(firstHeader(request.headers, "plaid-verification") ?? "");
    const id = textAt(jws?.header, "kid") ?? "";
    if (!keyId.test(id)) return { reason: "header_malformed" };
    if (fetch === undefined) return { reason: "key_unavailable" };
    const { clientId, secret } = account;
    const found = await keys.get(`${host} ${clientId} ${id}`, {
      now,
      load: async () => {
        const bytes = await fetchPinned(`https://${host}/webhook_verification_key/get`, {
          fetch,
          hosts: Object.values(environments),
          init: {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ client_id: clientId, secret, key_id: id }),
          },
        });
        const key = fieldAt(parseLeniently(bytes ?? new Uint8Array()), "key");
        const expiredAt = fieldAt(key, "expired_at") ?? null;
        const isGood = fieldAt(key, "alg") === "ES256" && fieldAt(key, "kid") === id && expiredAt === null;
        return isGood ? [JSON.stringify(key)] : undefined;
      },
    });
    return found ?? { reason: "key_unavailable" };
  };
}

function accountOf(
  secrets: readonly unknown[],
): { readonly clientId: string; readonly secret: string } | undefined {
  for (const text of secrets) {
    const match = typeof text === "string" ? credentials.exec(text) : null;
    if (match !== null) return { clientId: match[1] ?? "", secret: match[2] ?? "" };
  }
  return undefined;
}
