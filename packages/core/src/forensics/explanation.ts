/** What can explain a refusal. Codes are a contract: they stand in logs, in reports and in what is kept. */
export const explanationCodes = [
  // The request verifies with this one change.
  "clock_off",
  "other_source_secret",
  "other_provider",
  "placeholder_secret",
  "secret_spacing",
  "secret_encoding",
  "header_doubled",
  "header_joined",
  "header_folded",
  "header_quoted",
  "header_encoded",
  "header_case",
  "header_renamed",
  "signature_prefix",
  "signature_encoding",
  "body_base64",
  "body_compressed",
  "body_json_rewritten",
  "body_json_quoted",
  "body_trailing_newline",
  "body_line_endings",
  "body_byte_order_mark",
  "body_charset",
  "body_form_rewritten",
  "url_changed",
  // The request shows it by itself.
  "header_missing",
  "legacy_header",
  "other_provider_headers",
  "wrong_version",
  "timestamp_unreadable",
  "body_lost",
  "secret_missing",
  "secret_malformed",
  "setting_missing",
  "key_unavailable",
  "request_malformed",
  "scheme_failed",
  "body_malformed",
  // Nothing of all that.
  "unexplained",
] as const;
export type ExplanationCode = (typeof explanationCodes)[number];

/** Why a request was refused, as far as it can be known. Never holds a secret, a signature or a part of the body. */
export interface Explanation {
  readonly code: ExplanationCode;
  /** One line for the operator. */
  readonly message: string;
  /**
   * `signature`: the request verifies with this one change, so it is genuine and this is the cause. `request`: the
   * request shows it by itself. `none`: nothing that was tried explains it.
   */
  readonly evidence: "signature" | "request" | "none";
}

export function proved(code: ExplanationCode, message: string): Explanation {
  return { code, message, evidence: "signature" };
}

export function seen(code: ExplanationCode, message: string): Explanation {
  return { code, message, evidence: "request" };
}

export function unexplained(message: string): Explanation {
  return { code: "unexplained", message, evidence: "none" };
}
