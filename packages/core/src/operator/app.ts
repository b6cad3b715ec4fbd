import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requireLoopbackHost, requireToken } from "./guard.ts";
import { operatorProblem, thrownProblem } from "./operator-problem.ts";
import {
  afterQuery,
  deadLettersQuery,
  discardBody,
  eventsQuery,
  groupsQuery,
  noQuery,
  readBody,
  readQuery,
  refusedIdsBody,
  refusedQuery,
  replayBody,
  tailQuery,
} from "./operator-request.ts";
import type { DeadLetterFilter, Operator } from "./operator.ts";
import { createTail } from "./tail.ts";
import { type Wait, waitFor } from "./wait.ts";

export interface OperatorAppOptions {
  readonly operator: Operator;
  /** Whoever knows it may do everything. */
  readonly token: string;
  /** How a tail waits between two looks; tests pass their own. */
  readonly wait?: Wait;
  /** Told of what no request should cause: the answer says only that it happened. */
  readonly onError?: (error: unknown) => void;
}

const maxBodyBytes = 64 * 1024;

/**
 * The {@link Operator} over HTTP, under `/v1/`: JSON, behind a token, for loopback only, without CORS. Reading is
 * GET, and nothing changes on a GET; `createOperatorClient` is the other end.
 *
 * @example createOperatorApp({ operator, token: randomBytes(32).toString("base64url") })
 */
export function createOperatorApp({ operator, token, wait = waitFor, onError }: OperatorAppOptions): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store");
    context.header("x-content-type-options", "nosniff");
  });
  app.use(requireLoopbackHost());
  app.use(requireToken(token));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (_context, methods) =>
        operatorProblem("method_not_allowed", { headers: { allow: methods.join(", ") } }),
    }),
  );
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: () => operatorProblem("body_too_large") }));

  app.get("/v1/overview", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    return Response.json(await operator.overview());
  });
  app.get("/v1/sources", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    return Response.json(await operator.sources());
  });
  app.get("/v1/consumers", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    return Response.json(await operator.consumers());
  });

  app.get("/v1/events", async ({ req }) => {
    return Response.json(await operator.events(readQuery(eventsQuery, parameters(req.url))));
  });
  app.get("/v1/events/after", async ({ req }) => {
    const { cursor, limit } = readQuery(afterQuery, parameters(req.url));
    return Response.json(await operator.eventsAfter(cursor, limit));
  });
  app.get("/v1/events/tail", ({ req }) => {
    const query = parameters(req.url);
    // What a browser's EventSource sends when it connects again.
    const lastEventId = req.header("last-event-id");
    if (lastEventId !== undefined) query.set("cursor", lastEventId);
    const { cursor } = readQuery(tailQuery, query);
    const format = req.header("accept")?.includes("text/event-stream") === true ? "sse" : "ndjson";
    const type = format === "sse" ? "text/event-stream" : "application/x-ndjson";
    return new Response(createTail({ operator, cursor, format, wait }), {
      headers: { "content-type": type },
    });
  });
  app.get("/v1/events/:id", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    return found(await operator.event(req.param("id")));
  });

  app.get("/v1/dead-letters", async ({ req }) => {
    const { limit, cursor, id, ...filter } = readQuery(deadLettersQuery, parameters(req.url));
    const page = cursor === undefined ? { limit } : { limit, cursor };
    return Response.json(await operator.deadLetters(withIds(filter, id), page));
  });
  app.get("/v1/dead-letters/groups", async ({ req }) => {
    const { id, ...filter } = readQuery(groupsQuery, parameters(req.url));
    return Response.json(await operator.deadLetterGroups(withIds(filter, id)));
  });
  app.get("/v1/dead-letters/:id", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    return found(await operator.deadLetter(req.param("id")));
  });
  app.post("/v1/dead-letters/replay", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    if (!isJson(req.header("content-type"))) return operatorProblem("media_type_unsupported");
    const { filter, limit } = readBody(replayBody, await req.text());
    return Response.json(await operator.replayDeadLetters(filter, limit));
  });
  app.post("/v1/dead-letters/discard", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    if (!isJson(req.header("content-type"))) return operatorProblem("media_type_unsupported");
    const { filter, limit, reason } = readBody(discardBody, await req.text());
    return Response.json(await operator.discardDeadLetters(filter, limit, reason));
  });

  app.get("/v1/refused", async ({ req }) => {
    const { limit, cursor, id, ...filter } = readQuery(refusedQuery, parameters(req.url));
    const page = cursor === undefined ? { limit } : { limit, cursor };
    return Response.json(
      await operator.refusedRequests(id === undefined ? filter : { ...filter, ids: id }, page),
    );
  });
  app.get("/v1/refused/:id", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    return found(await operator.refusedRequest(req.param("id")));
  });
  app.post("/v1/refused/retry", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    if (!isJson(req.header("content-type"))) return operatorProblem("media_type_unsupported");
    return Response.json(await operator.retryRefused(readBody(refusedIdsBody, await req.text()).ids));
  });
  app.post("/v1/refused/discard", async ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    if (!isJson(req.header("content-type"))) return operatorProblem("media_type_unsupported");
    return Response.json(await operator.discardRefused(readBody(refusedIdsBody, await req.text()).ids));
  });

  app.notFound(() => operatorProblem("route_unknown"));
  app.onError((error) => {
    const response = thrownProblem(error);
    if (response.status >= 500) onError?.(error);
    return response;
  });
  return app;
}

function parameters(url: string): URLSearchParams {
  return new URL(url).searchParams;
}

function found(value: unknown): Response {
  return value === undefined ? operatorProblem("not_found") : Response.json(value);
}

function withIds(
  filter: Omit<DeadLetterFilter, "ids">,
  ids: readonly string[] | undefined,
): DeadLetterFilter {
  return ids === undefined ? filter : { ...filter, ids };
}

// A form of another site can send text/plain and form data without asking; it cannot send this.
function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json\s*(?:;|$)/i.test(contentType);
}
