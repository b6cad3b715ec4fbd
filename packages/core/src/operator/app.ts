import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { methodNotAllowed } from "hono/method-not-allowed";
import { backfillPath, maxBackfillBytes } from "./backfill-route.ts";
import { requireLoopbackHost, requireToken } from "./guard.ts";
import { operatorProblem, thrownProblem } from "./operator-problem.ts";
import { openApiDocument } from "./openapi.ts";
import { noQuery, readBody, readQuery, tailQuery } from "./operator-request.ts";
import type { Operator } from "./operator.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";
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
 * The {@link Operator} over HTTP, under `/v1/` (see `routes.ts`; described at `/openapi.json`): JSON, behind a token, for loopback only, without CORS. Reading is
 * GET, and nothing changes on a GET; `createOperatorClient` is the other end.
 *
 * @example createOperatorApp({ operator, token: randomBytes(32).toString("base64url") })
 */
export function createOperatorApp(options: OperatorAppOptions): Hono {
  const { operator, token, onError } = options;
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
  const limit = (maxSize: number) => bodyLimit({ maxSize, onError: () => operatorProblem("body_too_large") });
  const [usual, large] = [limit(maxBodyBytes), limit(maxBackfillBytes)];
  app.use((context, next) => (context.req.path === backfillPath ? large : usual)(context, next));

  app.get("/openapi.json", ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    return Response.json(openApiDocument(routes));
  });
  for (const route of routes) {
    if (route.answer === undefined) app.on(route.method, route.path, (context) => tail(context, options));
    else app.on(route.method, route.path, (context) => answer(route, context, operator));
  }

  app.notFound(() => operatorProblem("route_unknown"));
  app.onError((error) => {
    const response = thrownProblem(error);
    if (response.status >= 500) onError?.(error);
    return response;
  });
  return app;
}

async function answer(route: Route, { req }: Context, operator: Operator): Promise<Response> {
  const query = readQuery(route.query, parameters(req.url));
  let body: unknown;
  if (route.body !== undefined) {
    if (!isJson(req.header("content-type"))) return operatorProblem("media_type_unsupported");
    body = readBody(route.body, await req.text());
  }
  const value = await route.run(operator, { id: req.param("id") ?? "", query, body });
  return value === undefined ? operatorProblem("not_found") : Response.json(value);
}

function tail({ req }: Context, { operator, wait = waitFor }: OperatorAppOptions): Response {
  const query = parameters(req.url);
  // What a browser's EventSource sends when it connects again.
  const lastEventId = req.header("last-event-id");
  if (lastEventId !== undefined) query.set("cursor", lastEventId);
  const { cursor } = readQuery(tailQuery, query);
  const format = req.header("accept")?.includes("text/event-stream") === true ? "sse" : "ndjson";
  const type = format === "sse" ? "text/event-stream" : "application/x-ndjson";
  return new Response(createTail({ operator, cursor, format, wait }), { headers: { "content-type": type } });
}

function parameters(url: string): URLSearchParams {
  return new URL(url).searchParams;
}

// A form of another site can send text/plain and form data without asking; it cannot send this.
function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json\s*(?:;|$)/i.test(contentType);
}
