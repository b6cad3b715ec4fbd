import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { expoMapping } from "../mapping/expo.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Expo Application Services: builds and submissions that ended. The payload names no type: it is `build.finished`,
 * `build.errored`, `submit.canceled` and so on, after what ended and how.
 *
 * SHA-1 is all that Expo offers here; as an HMAC it holds.
 *
 * Scheme from third-party code; retries unknown.
 * @see https://docs.expo.dev/eas/webhooks/
 */
export const expo = defineProvider({
  id: "expo",
  name: "Expo",
  docs: "https://docs.expo.dev/eas/webhooks/",
  scheme: hmac({ signature: "expo-signature", format: prefixed("sha1="), algorithm: "sha1" }),
  body: json,
  identify: ({ payload }) => {
    const isSubmission = fieldAt(payload, "submissionDetailsPageUrl") !== undefined;
    const type = `${isSubmission ? "submit" : "build"}.${textAt(payload, "status") ?? "unknown"}`;
    const id = textAt(payload, "id");
    return {
      id: id === undefined ? undefined : `${type}:${id}`, // it ends once
      type,
      time: isoTimeAt(payload, "completedAt"),
      subject: id,
    };
  },
  // Unknown; three days are meant to be generous.
  horizonSeconds: 3 * 86_400,
  domain: expoMapping,
});
