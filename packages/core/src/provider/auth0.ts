import { BodyError } from "../body/body-error.ts";
import { isoTimeAt, textAt } from "../body/field.ts";
import { decodeText, parseJson } from "../body/json.ts";
import type { Json } from "../event.ts";
import { auth0Mapping } from "../mapping/auth0.ts";
import { defineProvider } from "../provider.ts";
import { token } from "../scheme/token.ts";

/**
 * Auth0: event streams (one CloudEvent in a request) and log streams (many log entries in one, as a JSON array or as
 * lines of JSON).
 *
 * Nothing is signed: the secret is the whole value of the `Authorization` header that the stream was set up with,
 * `Bearer …` included, and it says nothing about the body. A signature in `X-Hook-Signature`, of which some guides
 * tell, is not in Auth0's documentation.
 *
 * A log entry's type is Auth0's code with `log.` in front: `log.s` is a sign-in, `log.fp` a wrong password.
 *
 * Read in Auth0's documentation.
 * @see https://auth0.com/docs/customize/events/create-an-event-stream
 */
export const auth0 = defineProvider({
  id: "auth0",
  name: "Auth0",
  docs: "https://auth0.com/docs/customize/events/create-an-event-stream",
  scheme: token({ at: "authorization" }),
  body: (body) => readLines(decodeText(body)),
  split: (payload) => (Array.isArray(payload) ? payload : [payload]),
  identify: ({ payload }) => {
    const logId = textAt(payload, "log_id") ?? textAt(payload, "data.log_id");
    if (logId !== undefined) {
      return {
        id: logId,
        type: `log.${textAt(payload, "data.type") ?? "unknown"}`,
        time: isoTimeAt(payload, "data.date"),
        subject: textAt(payload, "data.user_id"),
      };
    }
    return {
      id: textAt(payload, "id"),
      type: textAt(payload, "type") ?? "unknown",
      time: isoTimeAt(payload, "time"),
      subject:
        textAt(payload, "data.object.user_id") ??
        textAt(payload, "data.object.organization.id") ??
        textAt(payload, "data.object.id"),
    };
  },
  // Event streams try again with growing pauses and can be told to deliver again; the time is not published.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 10,
  record: { days: 3, hasPayloads: true, settings: ["domain"] },
  domain: auth0Mapping,
});

/** Lines of JSON are read as a list; any other text as the JSON that it is. */
function readLines(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
    if (!(error instanceof BodyError) || lines.length < 2) throw error;
    return lines.map(parseJson);
  }
}
