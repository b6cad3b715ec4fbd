import { HookyardError } from "../errors.ts";

/** The bytes of a body are not what the provider documents. The message never quotes them. */
export class BodyError extends HookyardError {
  override readonly name = "BodyError"; // a literal: bundlers rename classes
  readonly code = "body_malformed";
}
