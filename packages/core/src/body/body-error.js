import { HookyardError } from "../errors.ts";
/** The bytes of a body are not what the provider documents. The message never quotes them. */
export class BodyError extends HookyardError {
    name = "BodyError"; // a literal: bundlers rename classes
    code = "body_malformed";
}
