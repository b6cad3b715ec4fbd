import { fieldAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json, JsonObject } from "../event.ts";
import { dropboxMapping } from "../mapping/dropbox.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Dropbox: which accounts have changed files, an event for each. What changed is asked from the API, with the account's
 * cursor.
 *
 * There is no event id, type or time: two changes of one account are the same bytes. So each notification says only
 * "look again", and none is taken for a duplicate. Before it sends, Dropbox asks with a GET that wants its `challenge`
 * back.
 *
 * Scheme and handshake described by third parties; retries from memory, not confirmed.
 * @see https://www.dropbox.com/developers/reference/webhooks
 */
export const dropbox = defineProvider({
  id: "dropbox",
  name: "Dropbox",
  docs: "https://www.dropbox.com/developers/reference/webhooks",
  scheme: hmac({ signature: "x-dropbox-signature" }),
  handshakes: [answerChallenge()],
  body: json,
  split: eachAccount,
  identify: ({ payload }) => ({
    id: undefined,
    type: "list_folder",
    time: undefined,
    subject: textAt(payload, "list_folder.accounts.0"),
  }),
  isBareNotice: true,
  // Some ten minutes of retries, of which nothing can be recognised anyway.
  horizonSeconds: 3600,
  deadlineSeconds: 10,
  domain: dropboxMapping,
});

/** One request names many accounts. `delta`, the same in an older form, stays as it is. */
function eachAccount(payload: Json): readonly Json[] {
  const accounts = fieldAt(payload, "list_folder.accounts");
  if (!Array.isArray(accounts) || accounts.length < 2) return [payload];
  const whole = payload as JsonObject; // safe: it has a field
  const folder = whole["list_folder"] as JsonObject; // safe: so has this
  return accounts.map((account: Json) => ({ ...whole, list_folder: { ...folder, accounts: [account] } }));
}

/** Sent when the URL is set; reflected as plain text that nothing may take for anything else. */
function answerChallenge(): Handshake {
  return ({ request, url }) => {
    const challenge = url.searchParams.get("challenge");
    if (request.method !== "GET" || challenge === null || challenge.length > 1024) return undefined;
    return {
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: challenge,
    };
  };
}
