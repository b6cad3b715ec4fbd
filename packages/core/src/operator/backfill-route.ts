import * as v from "valibot";
import type { BackfillRequest, BackfillResult } from "../ingest/backfill.ts";
import { OperatorError } from "./operator-error.ts";
import { exact, text } from "./operator-request.ts";
import { post, type Route } from "./route.ts";

export const backfillPath = "/v1/backfill";
/** Largest body of a backfill: a page of webhooks. */
export const maxBackfillBytes = 32 * 1024 ** 2;
/** Most requests of one call. */
const mostRequests = 100;

const pair = v.tuple([v.pipe(v.string(), v.maxLength(256)), v.pipe(v.string(), v.maxLength(16_384))]);
const request = exact(
  { headers: v.pipe(v.array(pair), v.maxLength(200)), body: v.string("must be the body's text") },
  "must be a request: { headers, body }",
) satisfies v.GenericSchema<unknown, BackfillRequest>;
const backfillBody = exact(
  {
    source: text("a source's name"),
    requests: v.pipe(
      v.array(request),
      v.minLength(1),
      v.maxLength(mostRequests, `must be at most ${mostRequests}`),
    ),
  },
  "must be a JSON object",
);

export const backfillAnswer = v.array(
  v.object({
    status: v.picklist(["accepted", "duplicate", "malformed", "refused"]),
    events: v.array(v.string()),
    reason: v.exactOptional(v.string()),
  }),
) satisfies v.GenericSchema<unknown, readonly BackfillResult[]>;

/** `POST /v1/backfill`. */
export const backfillRoutes: readonly Route[] = [
  post({
    path: backfillPath,
    summary: "Brings in webhooks that never arrived, as the provider's API has them on record",
    body: backfillBody,
    answer: backfillAnswer,
    run: async (operator, { body: { source, requests } }) => {
      if (operator.backfill !== undefined) return operator.backfill(source, requests);
      throw new OperatorError("router_missing", "there is no router at hand to bring webhooks in with");
    },
  }),
];
