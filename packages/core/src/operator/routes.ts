import { auditAnswer, type AuditEntry } from "./audit.ts";
import { backfillRoutes } from "./backfill-route.ts";
import {
  afterAnswer,
  changeAnswer,
  consumersAnswer,
  deadLetterAnswer,
  deadLettersAnswer,
  eventAnswer,
  eventsAnswer,
  groupsAnswer,
  overviewAnswer,
  refusedDiscardAnswer,
  refusedRequestAnswer,
  refusedRequestsAnswer,
  refusedRetryAnswer,
  sourcesAnswer,
} from "./operator-answer.ts";
import {
  afterQuery,
  auditQuery,
  deadLettersQuery,
  discardBody,
  eventsQuery,
  groupsQuery,
  noQuery,
  refusedIdsBody,
  refusedQuery,
  replayBody,
  tailQuery,
} from "./operator-request.ts";
import { OperatorError } from "./operator-error.ts";
import type { Operator, Page, PageRequest } from "./operator.ts";
import { consumerRoutes } from "./consumer-routes.ts";
import { replayRoutes } from "./replay-routes.ts";
import { get, post, type Route } from "./route.ts";
import { sampleRoutes } from "./sample-routes.ts";

/** Every path of the operator API but the description of itself. The order matters: fixed words before ids. */
export const routes: readonly Route[] = [
  get({
    path: "/v1/overview",
    summary: "Counts by state, and what is wrong, if anything",
    query: noQuery,
    answer: overviewAnswer,
    run: (operator) => operator.overview(),
  }),
  get({
    path: "/v1/sources",
    summary: "Each source with its secrets, its last event and its refusals",
    query: noQuery,
    answer: sourcesAnswer,
    run: (operator) => operator.sources(),
  }),
  get({
    path: "/v1/consumers",
    summary: "Each consumer with its deliveries by state and its backlog",
    query: noQuery,
    answer: consumersAnswer,
    run: (operator) => operator.consumers(),
  }),
  get({
    path: "/v1/events",
    summary: "Events, newest first",
    query: eventsQuery,
    answer: eventsAnswer,
    run: (operator, { query }) => operator.events(query),
  }),
  get({
    path: "/v1/events/after",
    summary: "Events after a cursor, in the order of their arrival",
    query: afterQuery,
    answer: afterAnswer,
    run: (operator, { query: { cursor, limit } }) => operator.eventsAfter(cursor, limit),
  }),
  {
    method: "get",
    changes: false,
    path: "/v1/events/tail",
    summary: "Events as they arrive: lines of JSON, or server-sent events where those are asked for",
    query: tailQuery,
    run: () => Promise.reject(new Error("app.ts makes the stream")),
  },
  get({
    path: "/v1/events/:id",
    summary: "One event with its deliveries and their attempts",
    query: noQuery,
    answer: eventAnswer,
    run: (operator, { id }) => operator.event(id),
  }),
  get({
    path: "/v1/dead-letters",
    summary: "Dead letters that fit, oldest first",
    query: deadLettersQuery,
    answer: deadLettersAnswer,
    run: (operator, { query: { limit, cursor, id, ...filter } }) =>
      operator.deadLetters(id === undefined ? filter : { ...filter, ids: id }, page(limit, cursor)),
  }),
  get({
    path: "/v1/dead-letters/groups",
    summary: "Dead letters that fit, by consumer, reason and error",
    query: groupsQuery,
    answer: groupsAnswer,
    run: (operator, { query: { id, ...filter } }) =>
      operator.deadLetterGroups(id === undefined ? filter : { ...filter, ids: id }),
  }),
  get({
    path: "/v1/dead-letters/:id",
    summary: "One dead letter with its event and every attempt",
    query: noQuery,
    answer: deadLetterAnswer,
    run: (operator, { id }) => operator.deadLetter(id),
  }),
  post({
    path: "/v1/dead-letters/replay",
    summary: "Sends up to so many letters again at once, without a job",
    body: replayBody,
    answer: changeAnswer,
    run: (operator, { body: { filter, limit } }) => operator.replayDeadLetters(filter, limit),
  }),
  post({
    path: "/v1/dead-letters/discard",
    summary: "Ends up to so many letters; they stay in history with the reason",
    body: discardBody,
    answer: changeAnswer,
    run: (operator, { body: { filter, limit, reason } }) =>
      operator.discardDeadLetters(filter, limit, reason),
  }),
  ...consumerRoutes,
  ...sampleRoutes,
  ...replayRoutes,
  ...backfillRoutes,
  get({
    path: "/v1/refused",
    summary: "Refused requests that are kept, newest first",
    query: refusedQuery,
    answer: refusedRequestsAnswer,
    run: (operator, { query: { limit, cursor, id, ...filter } }) =>
      operator.refusedRequests(id === undefined ? filter : { ...filter, ids: id }, page(limit, cursor)),
  }),
  get({
    path: "/v1/refused/:id",
    summary: "One refused request, without its headers' values and its body",
    query: noQuery,
    answer: refusedRequestAnswer,
    run: (operator, { id }) => operator.refusedRequest(id),
  }),
  post({
    path: "/v1/refused/retry",
    summary: "Verifies kept requests again with the secrets of now",
    body: refusedIdsBody,
    answer: refusedRetryAnswer,
    run: (operator, { body: { ids } }) => operator.retryRefused(ids),
  }),
  post({
    path: "/v1/refused/discard",
    summary: "Forgets kept requests",
    body: refusedIdsBody,
    answer: refusedDiscardAnswer,
    run: (operator, { body: { ids } }) => operator.discardRefused(ids),
  }),
  get({
    path: "/v1/audit",
    summary: "What was done here and by whom, newest first",
    query: auditQuery,
    answer: auditAnswer,
    run: (operator, { query: { limit, cursor } }) => auditEntries(operator, page(limit, cursor)),
  }),
];

async function auditEntries(operator: Operator, request: PageRequest): Promise<Page<AuditEntry>> {
  if (operator.auditEntries !== undefined) return operator.auditEntries(request);
  throw new OperatorError("not_supported", "This engine keeps no audit trail yet.");
}

function page(limit: number, cursor: string | undefined): PageRequest {
  return cursor === undefined ? { limit } : { limit, cursor };
}
