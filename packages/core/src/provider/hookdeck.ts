import { textAt } from "../body/field.ts";
import { jsonOrForm } from "../body/form.ts";
import { hookdeckMapping } from "../mapping/hookdeck.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Hookdeck, in front of another provider: it passes that one's body on, signed with the project's secret. While a
 * secret is rotated a second header comes along; either may match.
 *
 * `X-Hookdeck-Verified` is a header like any other and not signed: it proves nothing. What the event is only the
 * provider behind knows; the payload's `type` or `event` is taken where there is one, else `event`.
 *
 * Scheme read in @hookdeck/sdk 0.4.0; the header of the event's id from third-party code; retries, and how long events are
 * kept, from memory, not confirmed.
 * @see https://hookdeck.com/docs/authentication#hookdeck-webhook-signature-verification
 */
export const hookdeck = defineProvider({
  id: "hookdeck",
  name: "Hookdeck",
  docs: "https://hookdeck.com/docs/authentication#hookdeck-webhook-signature-verification",
  scheme: hmac({ signature: ["x-hookdeck-signature", "x-hookdeck-signature-2"], encoding: "base64" }),
  body: jsonOrForm,
  identify: ({ payload, header }) => ({
    id: header("x-hookdeck-eventid"), // the same on every attempt
    type: textAt(payload, "type") ?? textAt(payload, "event") ?? "event",
    time: undefined,
    subject: textAt(payload, "id"),
  }),
  // Retries are set by the team, at most a week by default, and events can be sent again for as long as they are kept.
  horizonSeconds: 30 * 86_400,
  deadlineSeconds: 60,
  // https://hookdeck.com/docs/destinations
  retries: { header: "x-hookdeck-attempt-count", from: 2 },
  domain: hookdeckMapping,
});
