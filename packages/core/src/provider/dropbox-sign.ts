import { BodyError } from "../body/body-error.ts";
import { textAt, unixTimeAt } from "../body/field.ts";
import { decodeText, parseJson } from "../body/json.ts";
import { multipartField } from "../body/multipart.ts";
import { dropboxSignMapping } from "../mapping/dropbox-sign.ts";
import { defineProvider } from "../provider.ts";
import { dropboxSignScheme } from "../scheme/dropbox-sign.ts";

/**
 * Dropbox Sign (HelloSign): signature requests.
 *
 * The body is a form with parts, of which one, `json`, holds the event. Signed are the event's time and type and
 * nothing else, with the account's API key: whoever has seen one event can put another request in its place. The time
 * is that of what happened and stays the same through all retries, so no age is checked. Dropbox Sign goes on sending
 * until it reads `Hello API Event Received`. There is no event id.
 *
 * Scheme read in @dropbox/sign 1.11.0, which is the tests' oracle; retries from memory, not confirmed.
 * @see https://developers.hellosign.com/docs/events/overview/
 */
export const dropboxSign = defineProvider({
  id: "dropbox-sign",
  name: "Dropbox Sign",
  docs: "https://developers.hellosign.com/docs/events/overview/",
  scheme: dropboxSignScheme(),
  body: (body, header) => {
    const part = multipartField(body, header("content-type"), "json");
    if (part === undefined) throw new BodyError("the body is no form with a part named json");
    return parseJson(decodeText(part));
  },
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "event.event_type") ?? "unknown",
    time: unixTimeAt(payload, "event.event_time"),
    subject:
      textAt(payload, "signature_request.signature_request_id") ?? textAt(payload, "template.template_id"),
  }),
  // Six tries over some days; generous.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 30,
  response: { status: 200, headers: { "content-type": "text/plain" }, body: "Hello API Event Received" },
  domain: dropboxSignMapping,
});
