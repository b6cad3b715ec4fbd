import * as v from "valibot";
import type { JsonObject } from "../event.ts";
import { type ConsumerControl, matchesAnswer, pauseAnswer } from "./consumer-control.ts";
import { OperatorError } from "./operator-error.ts";
import { exact } from "./operator-request.ts";
import type { Operator } from "./operator.ts";
import { emptyBody } from "./replay-request-schema.ts";
import { post, type Route } from "./route.ts";

export const explainPath = "/v1/consumers/explain";

/** An event may be as large as the ones that come in. */
export const maxExplainBytes = 11 * 1024 ** 2;

const eventMessage = "must be an event: a JSON object";
const explainBody = exact(
  {
    event: v.custom<JsonObject>(
      (value) => typeof value === "object" && value !== null && !Array.isArray(value),
      eventMessage,
    ),
  },
  "must be a JSON object",
);

/** Pausing, resuming and asking consumers: the part of `routes.ts` that is {@link ConsumerControl}. */
export const consumerRoutes: readonly Route[] = [
  post({
    path: explainPath,
    summary: "Which consumers want an event, and what keeps the others from it; changes nothing",
    changes: false,
    body: explainBody,
    answer: matchesAnswer,
    run: (operator, { body: { event } }) => control(operator).explain(event),
  }),
  post({
    path: "/v1/consumers/:id/pause",
    summary: "Begins nothing more of this consumer and keeps what waits; what runs goes on",
    body: emptyBody,
    answer: pauseAnswer,
    run: (operator, { id }) => control(operator).pause(id),
  }),
  post({
    path: "/v1/consumers/:id/resume",
    summary: "Lets a paused consumer go on with what waits",
    body: emptyBody,
    answer: pauseAnswer,
    run: (operator, { id }) => control(operator).resume(id),
  }),
];

function control(operator: Operator): ConsumerControl {
  if (operator.consumerControl !== undefined) return operator.consumerControl;
  throw new OperatorError("not_supported", "This engine cannot pause a consumer or explain a pattern yet.");
}
