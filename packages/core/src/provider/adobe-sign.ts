import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { adobeSignMapping } from "../mapping/adobe-sign.ts";
import { defineProvider, type Handshake, type HttpAnswer } from "../provider.ts";
import { token } from "../scheme/token.ts";

const clientId = "x-adobesign-clientid";
const scheme = token({ at: clientId });

/**
 * Adobe Acrobat Sign: agreements, web forms, mass sendings.
 *
 * Nothing is signed. Each request holds the client id of the application that made the webhook, which is the secret
 * here and stands in many a URL: it keeps strays out and no one else. Fetch the agreement before you believe what is
 * said of it. Adobe wants the client id back, when it asks with a GET before it sends and with every notification; it is
 * given back only where it is the right one.
 *
 * The echo as the documentation's sample code and third parties tell it; payload and retries from memory, not confirmed.
 * @see https://helpx.adobe.com/sign/developer/webhook/overview.html
 */
export const adobeSign = defineProvider({
  id: "adobe-sign",
  name: "Adobe Acrobat Sign",
  docs: "https://helpx.adobe.com/sign/developer/webhook/overview.html",
  scheme,
  handshakes: [answerVerification()],
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "webhookNotificationId"),
    type: textAt(payload, "event") ?? "unknown",
    time: isoTimeAt(payload, "eventDate"),
    subject: textAt(payload, "agreement.id") ?? textAt(payload, "eventResourceParentId"),
  }),
  // 72 hours of retries, and time to spare.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 5,
  answer: (header) => echo(header(clientId) ?? ""),
  domain: adobeSignMapping,
});

function answerVerification(): Handshake {
  return async ({ request, header, secrets, settings }) => {
    if (request.method !== "GET" || header(clientId) === undefined) return undefined;
    const outcome = await scheme.verify({ request, secrets, settings, now: new Date(0) });
    return outcome.ok ? echo(header(clientId) ?? "") : { status: 403 };
  };
}

/** Back in a header alone. It was compared with the secret, so it is a value that may stand in one. */
function echo(value: string): HttpAnswer {
  return { status: 200, headers: { "x-adobesign-clientid": value } };
}
