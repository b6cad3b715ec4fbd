import { HookyardError } from "../errors.ts";
import {
  type FieldProblem,
  OperatorError,
  operatorProblems,
  type OperatorProblemCode,
} from "./operator-error.ts";

interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An answer in the format of RFC 9457. The operator holds the token, so unlike a sender they are told what was wrong.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function operatorProblem(code: OperatorProblemCode, details: ProblemDetails = {}): Response {
  const { status, title } = operatorProblems[code];
  return problem(status, title, code, details);
}

/**
 * The answer for whatever a handler threw. Errors thrown on purpose say what happened; a bug says nothing here, its
 * words may hold what was being worked on.
 */
export function thrownProblem(error: unknown): Response {
  if (error instanceof OperatorError && isProblemCode(error.code)) {
    return operatorProblem(error.code, { detail: error.message, errors: error.fields });
  }
  if (error instanceof HookyardError) {
    return problem(500, operatorProblems.internal.title, error.code, { detail: error.message });
  }
  return operatorProblem("internal");
}

function problem(
  status: number,
  title: string,
  code: string,
  { detail, errors, headers }: ProblemDetails,
): Response {
  const body = {
    type: "about:blank",
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined || errors.length === 0 ? {} : { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}

function isProblemCode(code: string): code is OperatorProblemCode {
  return Object.hasOwn(operatorProblems, code);
}
