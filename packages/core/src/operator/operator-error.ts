import { HookyardError } from "../errors.ts";

/**
 * The codes of the operator API and their statuses. One table: nothing else decides a status. What an engine throws
 * on purpose keeps its own code and answers 500.
 */
export const operatorProblems = {
  request_invalid: { status: 400, title: "The request is not understood" },
  unauthorized: { status: 401, title: "The operator token is missing or wrong" },
  host_refused: { status: 403, title: "The operator API answers on loopback names only" },
  role_insufficient: { status: 403, title: "This takes an operator: you are here to look" },
  not_found: { status: 404, title: "There is nothing under this id" },
  route_unknown: { status: 404, title: "There is no such path in the operator API" },
  method_not_allowed: { status: 405, title: "This path does not take this method" },
  body_too_large: { status: 413, title: "The body is too large" },
  media_type_unsupported: { status: 415, title: "The body must be JSON" },
  not_supported: { status: 501, title: "This engine has no such thing yet" },
  sample_impossible: { status: 409, title: "No sample can be sent to this source" },
  router_missing: { status: 409, title: "There is no router at hand" },
  internal: { status: 500, title: "The engine failed; its log says why" },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type OperatorProblemCode = keyof typeof operatorProblems;

/** One field of a request that is wrong, and what it should be. */
export interface FieldProblem {
  /** As it was sent: `limit`, `filter.since`. Empty for the whole body. */
  readonly field: string;
  readonly message: string;
}

/**
 * What every method of an `Operator` throws on purpose. `code` is one of {@link operatorProblems}, or an engine's
 * own, or of the client: `unreachable` (nobody answers at the address), `answer_invalid` (somebody else does), `timeout`.
 */
export class OperatorError extends HookyardError {
  override readonly name = "OperatorError";
  readonly code: string;
  /** The fields that are wrong; on `request_invalid`. */
  readonly fields: readonly FieldProblem[];

  constructor(
    code: string,
    message: string,
    options?: ErrorOptions & { readonly fields?: readonly FieldProblem[] },
  ) {
    super(message, options);
    this.code = code;
    this.fields = options?.fields ?? [];
  }
}
