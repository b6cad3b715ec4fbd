import { OperatorError } from "./operator-error.ts";
import { jobsQuery, noQuery } from "./operator-request.ts";
import type { Operator } from "./operator.ts";
import {
  checkOutAnswer,
  editedAnswer,
  idsAnswer,
  jobAnswer,
  jobsAnswer,
  planAnswer,
} from "./replay-answer.ts";
import {
  checkOutBody,
  editBody,
  emptyBody,
  extendBody,
  planBody,
  startJobBody,
} from "./replay-request-schema.ts";
import { get, post, type Route } from "./route.ts";
import type { ReplayOperator } from "../replay/replay-operator.ts";

/** Replay as a job, check-outs, edits: the part of `routes.ts` that is {@link ReplayOperator}. */
export const replayRoutes: readonly Route[] = [
  post({
    path: "/v1/dead-letters/:id/edit",
    summary: "Changes a letter's event for its consumer, keeps the change in its history, and sends it again",
    body: editBody,
    answer: editedAnswer,
    run: (operator, { id, body: { edits, reason } }) => replays(operator).editDeadLetter(id, edits, reason),
  }),
  post({
    path: "/v1/replays/plan",
    summary: "Counts what a replay would send; changes nothing",
    changes: false,
    body: planBody,
    answer: planAnswer,
    run: (operator, { body }) => replays(operator).planReplay(body.request),
  }),
  get({
    path: "/v1/jobs",
    summary: "Replay jobs, newest first",
    query: jobsQuery,
    answer: jobsAnswer,
    run: (operator, { query }) => replays(operator).jobs(query),
  }),
  post({
    path: "/v1/jobs",
    summary: "Plans a replay and begins it as a job; the same id again answers the job that is there",
    body: startJobBody,
    answer: jobAnswer,
    run: (operator, { body: { id, request } }) => replays(operator).startJob(id, request),
  }),
  get({
    path: "/v1/jobs/:id",
    summary: "One job with how far it is",
    query: noQuery,
    answer: jobAnswer,
    run: (operator, { id }) => replays(operator).job(id),
  }),
  post({
    path: "/v1/jobs/:id/pause",
    summary: "Sends nothing more until it is resumed; what is on its way goes on",
    body: emptyBody,
    answer: jobAnswer,
    run: (operator, { id }) => replays(operator).pauseJob(id),
  }),
  post({
    path: "/v1/jobs/:id/resume",
    summary: "Goes on, with a canary first",
    body: emptyBody,
    answer: jobAnswer,
    run: (operator, { id }) => replays(operator).resumeJob(id),
  }),
  post({
    path: "/v1/jobs/:id/cancel",
    summary: "Gives the job up; what is on its way goes on",
    body: emptyBody,
    answer: jobAnswer,
    run: (operator, { id }) => replays(operator).cancelJob(id),
  }),
  post({
    path: "/v1/check-outs",
    summary: "Keeps letters from everybody else for a time",
    body: checkOutBody,
    answer: checkOutAnswer,
    run: (operator, { body: { id, letters, seconds } }) => replays(operator).checkOut(id, letters, seconds),
  }),
  get({
    path: "/v1/check-outs/:id",
    summary: "One check-out with its letters",
    query: noQuery,
    answer: checkOutAnswer,
    run: (operator, { id }) => replays(operator).checkedOut(id),
  }),
  post({
    path: "/v1/check-outs/:id/extend",
    summary: "Keeps the letters so many seconds from now",
    body: extendBody,
    answer: checkOutAnswer,
    run: (operator, { id, body: { seconds } }) => replays(operator).extendCheckOut(id, seconds),
  }),
  post({
    path: "/v1/check-outs/:id/return",
    summary: "Gives the letters back",
    body: emptyBody,
    answer: idsAnswer,
    run: (operator, { id }) => replays(operator).returnCheckOut(id),
  }),
  post({
    path: "/v1/check-outs/:id/replay",
    summary: "Sends exactly these letters again",
    body: emptyBody,
    answer: idsAnswer,
    run: (operator, { id }) => replays(operator).replayCheckOut(id),
  }),
];

function replays(operator: Operator): ReplayOperator {
  if (operator.replays !== undefined) return operator.replays;
  throw new OperatorError("not_supported", "This engine has no replay jobs, check-outs and edits yet.");
}
