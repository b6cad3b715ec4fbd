/** Shorter than this a secret could be a part of any word. */
const leastLength = 4;

/** Text without any of the secrets, also where they are percent-encoded, in base64 or inside JSON. Whole text: what is
 * cut first may end in a part of one. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= leastLength)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
      JSON.stringify(secret).slice(1, -1),
    ])
    .toSorted((one, other) => other.length - one.length);
  return forms.reduce((rest, form) => rest.replaceAll(form, "[secret]"), text);
}
