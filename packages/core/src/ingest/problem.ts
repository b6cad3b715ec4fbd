/** Every way that a webhook can be turned away, with its status. One table: nothing else decides a status. */
export const problems = {
  source_unknown: { status: 404, title: "There is no such source" },
  method_not_allowed: { status: 405, title: "Webhooks are sent with POST" },
  body_malformed: { status: 400, title: "The body is not what this source sends" },
  body_timeout: { status: 408, title: "The body did not arrive in time" },
  body_too_large: { status: 413, title: "The body is larger than this source accepts" },
  signature_invalid: { status: 401, title: "The request could not be verified" },
  not_stored: { status: 503, title: "The event could not be stored now; send it again" },
  internal: { status: 500, title: "Something failed here; send it again" },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof problems;

/**
 * An answer in the format of RFC 9457. It carries the code and nothing about the cause: why a signature was refused
 * is for the operator, never for the sender.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function problemResponse(code: ProblemCode, headers: Readonly<Record<string, string>> = {}): Response {
  const { status, title } = problems[code];
  return new Response(JSON.stringify({ type: "about:blank", title, status, code }), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}
