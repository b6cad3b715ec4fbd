import { decodePasted, decodeStrictly } from "../scheme/encoding.ts";

/** Secrets that the sender may have meant, of each the position of the one it was made from. */
export interface SecretVariant {
  readonly secret: string;
  readonly code: "secret_spacing" | "secret_encoding";
  /** What to say of it; never holds the secret. */
  readonly message: string;
}

/** What people set in place of a secret, mostly by mistake: no secret at all. */
export const placeholderSecrets: readonly string[] = [
  "undefined",
  "null",
  "None",
  "nil",
  "false",
  "secret",
  "changeme",
  "test",
  "password",
  "[object Object]",
];

/** The same secret as it looks after a paste, a quoting or an encoding too many, or one too few. */
export function secretVariants(secret: string): readonly SecretVariant[] {
  const variants: SecretVariant[] = [];
  const add = (text: string | undefined, code: SecretVariant["code"], message: string): void => {
    if (text === undefined || text === "" || text === secret) return;
    if (variants.every((one) => one.secret !== text)) variants.push({ secret: text, code, message });
  };
  const spacing =
    "the sender's secret is the one set here without the spaces, line ends or quotes around it: set it again";
  const bare = secret
    .trim()
    .replace(/^(["'`])(.*)\1$/s, "$2")
    .trim();
  add(bare, "secret_spacing", spacing);
  add(secret.trim(), "secret_spacing", spacing);
  add(bare.replace(/(?:\\[nrt])+$/, ""), "secret_spacing", spacing);
  const surplus =
    "the sender's secret has a space, line end or quotes around the one set here: set it at the sender again";
  for (const end of ["\n", "\r\n", " "]) add(secret + end, "secret_spacing", surplus);
  for (const quote of ['"', "'"]) add(quote + secret + quote, "secret_spacing", surplus);

  const undecoded =
    "the sender signs with the secret's text as it is, where this provider's rule is to decode it first";
  const unprefixed = bare.replace(/^[A-Za-z]{2,12}[_-]/, "");
  for (const text of [bare, unprefixed]) {
    const utf8 = Buffer.from(text, "utf8");
    add(utf8.toString("base64"), "secret_encoding", undecoded);
    add(utf8.toString("hex"), "secret_encoding", undecoded);
  }
  const decoded =
    "the sender decodes the secret before it signs, where this provider's rule is to take the text as it is";
  for (const text of [bare, unprefixed]) {
    add(utf8Text(decodePasted(text)), "secret_encoding", decoded);
    add(utf8Text(decodeStrictly(text, "hex")), "secret_encoding", decoded);
  }
  add(unprefixed, "secret_encoding", "the sender signs with the secret without its prefix");
  add(
    `whsec_${bare}`,
    "secret_encoding",
    "the sender signs with the secret and a prefix whsec_ that is not set here",
  );
  add(
    percentDecoded(bare),
    "secret_encoding",
    "the secret set here is percent-encoded, and the sender's is not",
  );
  add(bare.toLowerCase(), "secret_encoding", "the sender's secret is the one set here in lower case");
  add(bare.toUpperCase(), "secret_encoding", "the sender's secret is the one set here in upper case");
  const standard = bare.replaceAll("-", "+").replaceAll("_", "/");
  add(
    standard,
    "secret_encoding",
    "the secret set here is written in base64url, and this provider's rule is base64",
  );
  return variants;
}

function utf8Text(bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : undefined;
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
