import { fieldAt } from "../body/field.ts";
import { jsonBeforeProof } from "../body/json.ts";
import type { Json } from "../event.ts";
import { asymmetric } from "./asymmetric.ts";
import type { ComputedPart } from "./content.ts";
import { inJson } from "./place.ts";
import { createPublishedCertificates } from "./published-certificate.ts";
import { publishedKey } from "./published-key.ts";
import type { Scheme, SignatureReason, VerifyInput, VerifyOutcome } from "./scheme.ts";
import { checkWindow, parseTimestamp } from "./timestamp.ts";

/** What is signed, by type, in this order; `Subject` only where there is one. */
const signedFields: Readonly<Record<string, readonly string[]>> = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: [
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ],
  UnsubscribeConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
};

/** Seconds for which SNS goes on with one message, which keeps its time and signature. */
const toleranceSeconds = 86_400;
const certificatePath = /^SimpleNotificationService-[0-9a-f]{1,64}\.pem$/;
const arn = /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z0-9-]{3,32}):\d{12}:[\w.-]{1,256}$/;

/**
 * AWS SNS: RSA over some fields of the body, by a certificate whose address is in the body. Any AWS account can have
 * messages signed so: what tells ours from theirs is the topic, so the setting `topicArn` names it (several with commas
 * between), and nothing is fetched for others. The certificate comes from the host of that topic's region alone.
 */
export function snsScheme(): Scheme {
  const versions: Readonly<Record<string, Scheme>> = {
    "1": signedBy("rsa-sha1"),
    "2": signedBy("rsa-sha256"),
  };
  const newest = signedBy("rsa-sha256");
  return {
    verify: async (input) => {
      const { topicArn = "" } = input.settings;
      if (topicArn.trim() === "") return refuse("setting_missing");
      const body = jsonBeforeProof(input.request.body);
      if (body === undefined) return refuse("body_malformed");
      const version = fieldAt(body, "SignatureVersion");
      const scheme =
        typeof version === "string" && Object.hasOwn(versions, version) ? versions[version] : undefined;
      if (scheme === undefined) return refuse("signature_missing");
      const topic = fieldAt(body, "TopicArn");
      const isOurs = topicArn.split(",").some((one) => one.trim() === topic);
      if (!isOurs || typeof topic !== "string") return refuse("signature_mismatch");
      const outcome = await scheme.verify(input);
      return outcome.ok ? aged(input, body, outcome) : outcome;
    },
    sign: (input) => newest.sign(input),
    createSecret: (randomBytes) => newest.createSecret(randomBytes),
  };
}

/** The host that a topic's messages, certificates and confirmations belong to; `undefined` for what is no topic. */
export function snsHost(topicArn: string): string | undefined {
  const parts = arn.exec(topicArn);
  if (parts === null) return undefined;
  return `sns.${parts[2]}.amazonaws.com${parts[1] === "aws-cn" ? ".cn" : ""}`;
}

function signedBy(algorithm: "rsa-sha1" | "rsa-sha256"): Scheme {
  const findCertificate = createPublishedCertificates();
  const inner = asymmetric({
    algorithm,
    signature: inJson("Signature"),
    encoding: "base64",
    content: [signedText()],
  });
  return publishedKey(inner, async (input) => {
    const body = jsonBeforeProof(input.request.body);
    const topic = fieldAt(body, "TopicArn");
    const host = typeof topic === "string" ? snsHost(topic) : undefined;
    const url = fieldAt(body, "SigningCertURL");
    if (host === undefined || typeof url !== "string" || !isCertificateUrl(url, host))
      return { reason: "url_malformed" };
    return findCertificate({ url, host, names: ["sns.amazonaws.com", host] }, input);
  });
}

function isCertificateUrl(url: string, host: string): boolean {
  const origin = `https://${host}/`;
  return url.startsWith(origin) && certificatePath.test(url.slice(origin.length));
}

/** Each field's name and value, a line each. */
function signedText(): ComputedPart {
  return ({ request }) => {
    const body = jsonBeforeProof(request.body);
    const type = fieldAt(body, "Type");
    const names =
      typeof type === "string" && Object.hasOwn(signedFields, type) ? signedFields[type] : undefined;
    if (names === undefined) return { reason: "body_malformed" };
    let text = "";
    for (const name of names) {
      const value = fieldAt(body, name);
      if (name === "Subject" && (value === undefined || value === null)) continue;
      if (typeof value !== "string") return { reason: "body_malformed" };
      text += `${name}\n${value}\n`;
    }
    return text;
  };
}

function aged(input: VerifyInput, body: Json, outcome: VerifyOutcome & { readonly ok: true }): VerifyOutcome {
  const text = fieldAt(body, "Timestamp");
  const milliseconds = typeof text === "string" ? parseTimestamp(text, "iso8601") : undefined;
  if (milliseconds === undefined) return refuse("timestamp_malformed");
  const refusal = checkWindow(milliseconds, "iso8601", input.now, input.toleranceSeconds ?? toleranceSeconds);
  return refusal ?? { ...outcome, timestamp: new Date(milliseconds) };
}

function refuse(reason: SignatureReason): VerifyOutcome {
  return { ok: false, reason };
}
