/** Why a request was not believed. For logs, metrics and the operator; never told to the sender. */
export const signatureReasons = [
    "secret_missing",
    "secret_malformed",
    "setting_missing",
    "header_missing",
    "header_empty",
    "header_doubled",
    "header_oversized",
    "header_malformed",
    /** The header is well formed and holds no signature of a version that is believed (Stripe's `v0` alone). */
    "signature_missing",
    "signature_malformed",
    "signature_mismatch",
    "timestamp_missing",
    "timestamp_malformed",
    "timestamp_stale",
    "timestamp_in_future",
    "body_malformed",
    "url_malformed",
    "key_unavailable",
    /** The scheme itself failed on this input: a fault here, never an answer that a scheme gives on purpose. */
    "scheme_failed",
];
