import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { npmHooksMapping } from "../mapping/npm-hooks.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * npm hooks, for registries that still offer them: npm's own has all but retired the service. There is no event id.
 *
 * Scheme from memory, agreeing with third-party code; retries unknown.
 * @see https://docs.npmjs.com/cli/commands/npm-hook
 */
export const npmHooks = defineProvider({
  id: "npm-hooks",
  name: "npm hooks",
  docs: "https://docs.npmjs.com/cli/commands/npm-hook",
  scheme: hmac({ signature: "x-npm-signature", format: prefixed("sha256=") }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "event") ?? "unknown",
    time: unixMillisecondsAt(payload, "time"),
    subject: textAt(payload, "name"),
  }),
  // Unknown; three days are meant to be generous.
  horizonSeconds: 3 * 86_400,
  domain: npmHooksMapping,
});
