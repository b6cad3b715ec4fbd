import * as v from "valibot";
import { OperatorError } from "./operator-error.ts";
import { exact, noQuery, text } from "./operator-request.ts";
import type { Operator } from "./operator.ts";
import { get, post, type Route } from "./route.ts";
import { sampleAnswer, type SampleOperator, sampleTypesAnswer } from "./sample-operator.ts";

const sampleBody = exact(
  { type: v.exactOptional(text("a type of which there is a sample")) },
  "must be a JSON object",
);

/** Signed samples: the part of `routes.ts` that is {@link SampleOperator}. */
export const sampleRoutes: readonly Route[] = [
  get({
    path: "/v1/sources/:id/samples",
    summary: "The provider's types of which a sample can be sent, the default first",
    query: noQuery,
    answer: sampleTypesAnswer,
    run: (operator, { id }) => samples(operator).types(id),
  }),
  post({
    path: "/v1/sources/:id/samples",
    summary: "Sends a new, signed sample through the source's own URL",
    body: sampleBody,
    answer: sampleAnswer,
    run: (operator, { id, body: { type } }) => samples(operator).send(id, type),
  }),
];

function samples(operator: Operator): SampleOperator {
  if (operator.samples !== undefined) return operator.samples;
  throw new OperatorError("not_supported", "Samples can be sent here only while the process runs.");
}
