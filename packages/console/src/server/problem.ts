/** What the console itself refuses; the rest are the operator API's own problems. */
const problems = {
  request_foreign: { status: 403, title: "This call does not come from the console's own page" },
  not_logged_in: {
    status: 401,
    title: "Open the link that `npx hookyard console` prints, of a stage with --stage",
  },
  key_wrong: {
    status: 401,
    title: "This link is not, or no longer, valid: `npx hookyard console` prints the present one",
  },
  request_invalid: { status: 400, title: "The request is not understood" },
  field_sensitive: {
    status: 403,
    title: "A sensitive field cannot be searched for here: what is found would tell its value",
  },
  not_found: { status: 404, title: "There is nothing here" },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ConsoleProblem = keyof typeof problems;

/** An answer in the format of RFC 9457, as the operator API gives. */
export function problem(code: ConsoleProblem, detail?: string): Response {
  const { status, title } = problems[code];
  return new Response(
    JSON.stringify({ type: "about:blank", title, status, code, ...(detail !== undefined && { detail }) }),
    { status, headers: { "content-type": "application/problem+json" } },
  );
}
