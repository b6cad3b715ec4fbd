import { fieldAt, textAt, unixTimeAt } from "../body/field.ts";
import { jsonOrForm } from "../body/form.ts";
import type { Json } from "../event.ts";
import { slackMapping } from "../mapping/slack.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Slack: the Events API, interactivity (`payload=` forms) and slash commands.
 *
 * The type is that of the inner event (`message`, `app_mention`), of the interaction (`block_actions`), or
 * `slash_command`. The answer has no body: Slack would show one to the user.
 *
 * Scheme read in @slack/bolt 5.1.0 (which lets future timestamps pass); the documentation's example verifies.
 * Retries from third-party text; Delayed Events from memory, not confirmed.
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export const slack = defineProvider({
  id: "slack",
  name: "Slack",
  docs: "https://docs.slack.dev/authentication/verifying-requests-from-slack",
  scheme: hmac({
    signature: "x-slack-signature",
    format: prefixed("v0="),
    content: "v0:{timestamp}:{body}",
    timestamp: { header: "x-slack-request-timestamp", unit: "seconds", toleranceSeconds: 300 },
  }),
  handshakes: [answerTlsCheck()],
  signedHandshakes: [answerChallenge()],
  body: jsonOrForm,
  identify: ({ payload }) => ({
    id: textAt(payload, "event_id") ?? textAt(payload, "trigger_id"), // both are unique; interactions have no event id
    type: typeOf(payload),
    time: unixTimeAt(payload, "event_time") ?? unixTimeAt(payload, "actions.0.action_ts"),
    subject: subjectOf(payload),
  }),
  // Three retries within some 6 minutes; apps with Delayed Events are sent them hourly for a day.
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 3,
  response: { status: 200 },
  // https://docs.slack.dev/apis/events-api/#retries
  retries: { header: "x-slack-retry-num", from: 1 },
  domain: slackMapping,
});

function typeOf(payload: Json): string {
  const outer = textAt(payload, "type");
  if (outer === undefined) return textAt(payload, "command") === undefined ? "unknown" : "slash_command";
  return outer === "event_callback" ? (textAt(payload, "event.type") ?? outer) : outer;
}

function subjectOf(payload: Json): string | undefined {
  const paths = ["event.channel", "event.channel.id", "event.item.channel", "channel.id", "channel_id"];
  for (const path of [...paths, "event.user", "event.user.id", "user.id", "user_id"]) {
    const found = textAt(payload, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `url_verification`, sent when a request URL is set; signed like everything else. */
function answerChallenge(): Handshake {
  return ({ payload }) => {
    if (payload === undefined || fieldAt(payload, "type") !== "url_verification") return undefined;
    const challenge = fieldAt(payload, "challenge");
    if (typeof challenge !== "string") return undefined;
    // Reflected input: plain text, and told not to be taken for anything else.
    return {
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: challenge,
    };
  };
}

/** `ssl_check=1`, sent to slash command URLs now and then, unsigned; it wants a 200 and nothing else. */
function answerTlsCheck(): Handshake {
  return ({ request, payload }) => {
    if (request.method !== "POST" || payload === undefined) return undefined;
    return fieldAt(payload, "ssl_check") === "1" && fieldAt(payload, "command") === undefined
      ? { status: 200 }
      : undefined;
  };
}
