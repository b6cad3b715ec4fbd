import { crc32 } from "node:zlib";
import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { paypalMapping } from "../mapping/paypal.ts";
import { defineProvider } from "../provider.ts";
import { asymmetric } from "../scheme/asymmetric.ts";
import { createPublishedCertificates } from "../scheme/published-certificate.ts";
import { type FindKeys, publishedKey } from "../scheme/published-key.ts";
import { firstHeader } from "../webhook-request.ts";

const hosts = ["api.paypal.com", "api-m.paypal.com", "api.sandbox.paypal.com", "api-m.sandbox.paypal.com"];
const subjects = ["messageverificationcerts.paypal.com", "messageverificationcerts.sandbox.paypal.com"];
const path = /^v1\/notifications\/certs\/[\w-]{1,200}$/;
const daySeconds = 86_400;

/**
 * PayPal. The setting `webhookId` is the id that PayPal shows for the webhook: it is part of what is signed, so that
 * nobody can send you a notification that was made for another. There is no secret to configure; one that is given is a
 * public key or certificate in PEM, tried before anything is fetched.
 *
 * The certificate is fetched from where `PAYPAL-CERT-URL` says, only ever from PayPal's own API hosts, and has to be
 * PayPal's by its subject and valid in time. `PAYPAL-TRANSMISSION-TIME` is that of the notification and may be days old
 * on a retry, so it is given as long as duplicates are recognised.
 *
 * The body is bound by its CRC-32 alone (printed unsigned): whoever sees one genuine request can make another body with
 * the same sum. Ask PayPal before money moves on such an event.
 *
 * Scheme from PayPal's reference and third-party code that also checks the certificate's name; PayPal has no verifier
 * for Node. 25 retries within 3 days are from memory, not confirmed.
 * @see https://developer.paypal.com/api/rest/webhooks/rest/
 */
export const paypal = defineProvider({
  id: "paypal",
  name: "PayPal",
  docs: "https://developer.paypal.com/api/rest/webhooks/rest/",
  scheme: publishedKey(
    asymmetric({
      algorithm: "rsa-sha256",
      signature: "paypal-transmission-sig",
      encoding: "base64",
      content: [
        "{header:paypal-transmission-id}|{timestamp}|{setting:webhookId}|",
        ({ request }) => String(crc32(request.body)),
      ],
      timestamp: { header: "paypal-transmission-time", unit: "iso8601", toleranceSeconds: 7 * daySeconds },
    }),
    findCertificate(),
  ),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "event_type") ?? "unknown",
    time: isoTimeAt(payload, "create_time"),
    subject: textAt(payload, "resource.id"),
  }),
  horizonSeconds: 7 * daySeconds,
  record: { days: 30, hasPayloads: true },
  domain: paypalMapping,
});

function findCertificate(): FindKeys {
  const find = createPublishedCertificates();
  return async (input) => {
    const { request, settings } = input;
    if (settings["webhookId"] === undefined) return { reason: "setting_missing" };
    const algorithm = firstHeader(request.headers, "paypal-auth-algo");
    const url = firstHeader(request.headers, "paypal-cert-url") ?? "";
    const host = hosts.find((one) => url.startsWith(`https://${one}/`));
    if (algorithm !== "SHA256withRSA" || host === undefined) return { reason: "header_malformed" };
    if (!path.test(url.slice(`https://${host}/`.length))) return { reason: "header_malformed" };
    return find({ url, host, names: subjects }, input);
  };
}
