import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { supabaseAuthHookMapping } from "../mapping/supabase-auth-hook.ts";
import { defineProvider } from "../provider.ts";
import { base64Secret } from "../scheme/secret-form.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * Supabase Auth hooks over HTTP: send email, send SMS, before a user is created.
 *
 * The secret comes as `v1,whsec_<base64>`, all of which is pasted here; the key is what follows the prefix, decoded.
 * Supabase acts on the answer, and `{}` means "go on". Hooks that have to compute an answer (custom access token,
 * verification attempts) cannot be served by an endpoint that only takes events. There is no type in the payload: it
 * is told by its fields.
 *
 * Scheme and the form of the secret from the documentation; the retries from memory, not confirmed.
 * @see https://supabase.com/docs/guides/auth/auth-hooks
 */
export const supabaseAuthHook = defineProvider({
  id: "supabase-auth-hook",
  name: "Supabase Auth hooks",
  docs: "https://supabase.com/docs/guides/auth/auth-hooks",
  scheme: standardWebhooksScheme({ secret: base64Secret({ prefix: "v1,whsec_", prefixRequired: true }) }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("webhook-id"),
    type: textAt(payload, "metadata.name") ?? typeOf(payload),
    time: isoTimeAt(payload, "metadata.time"),
    subject: textAt(payload, "user.id") ?? textAt(payload, "user_id"),
  }),
  // Three tries within seconds.
  horizonSeconds: 3600,
  deadlineSeconds: 5,
  response: { status: 200, headers: { "content-type": "application/json" }, body: "{}" },
  domain: supabaseAuthHookMapping,
});

/** What only one kind of hook sends. The more special ones first. */
const marks = [
  ["email_data", "send-email"],
  ["sms", "send-sms"],
  ["claims", "custom-access-token"],
  ["factor_id", "mfa-verification-attempt"],
  ["valid", "password-verification-attempt"],
] as const;

function typeOf(payload: Json): string {
  return marks.find(([field]) => fieldAt(payload, field) !== undefined)?.[1] ?? "unknown";
}
