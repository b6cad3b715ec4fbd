import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { Actor, AuditTrail } from "./audit.ts";
import { backfillPath, maxBackfillBytes } from "./backfill-route.ts";
import { explainPath, maxExplainBytes } from "./consumer-routes.ts";
import { requireLoopbackHost, requireToken } from "./guard.ts";
import { operatorProblem, thrownProblem } from "./operator-problem.ts";
import { openApiDocument } from "./openapi.ts";
import { mountRoutes } from "./mount-routes.ts";
import { noQuery, readQuery } from "./operator-request.ts";
import type { Operator } from "./operator.ts";
import { routes } from "./routes.ts";
import { type Wait, waitFor } from "./wait.ts";

export interface OperatorAppOptions {
  readonly operator: Operator;
  /** Whoever knows it may do everything. */
  readonly token: string;
  /** How a tail waits between two looks; tests pass their own. */
  readonly wait?: Wait;
  /** Where changes are written down. Absent where an engine keeps no trail. */
  readonly audit?: AuditTrail;
  /** Told of what no request should cause: the answer says only that it happened. */
  readonly onError?: (error: unknown) => void;
}

const maxBodyBytes = 64 * 1024;

/** Who holds the token: the command line, and programs that read it where it does. */
const commandLine: Actor = { name: "command line", role: "operator" };

/**
 * The {@link Operator} over HTTP, under `/v1/` (see `routes.ts`; described at `/openapi.json`): JSON, behind a token, for loopback only, without CORS. Reading is
 * GET, and nothing changes on a GET; `createOperatorClient` is the other end.
 *
 * @example createOperatorApp({ operator, token: randomBytes(32).toString("base64url") })
 */
export function createOperatorApp(options: OperatorAppOptions): Hono {
  const { operator, token, onError, audit, wait = waitFor } = options;
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
  const usual = limit(maxBodyBytes);
  const larger = new Map([
    [backfillPath, limit(maxBackfillBytes)],
    [explainPath, limit(maxExplainBytes)],
  ]);
  app.use((context, next) => (larger.get(context.req.path) ?? usual)(context, next));

  app.get("/openapi.json", ({ req }) => {
    readQuery(noQuery, parameters(req.url));
    return Response.json(openApiDocument(routes));
  });
  mountRoutes(app, { operator, wait, actor: () => commandLine, ...(audit !== undefined && { audit }) });

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
