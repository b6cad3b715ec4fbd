import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { operatorProblem } from "./operator-problem.ts";

// What a browser on this machine can be made to send here. 127.0.0.0/8 and ::1 are loopback by RFC 1122 and RFC 4291.
const loopbackName = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Lets requests through that name this machine as their host. A web page that points its own name at 127.0.0.1
 * (DNS rebinding) sends that name and is turned away, whatever else it knows.
 */
export function requireLoopbackHost(): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header("host") ?? new URL(context.req.url).host;
    if (loopbackName.test(host)) return next();
    return operatorProblem("host_refused", {
      detail:
        "Use http://127.0.0.1 or http://localhost as the address; from elsewhere, through an SSH tunnel.",
    });
  };
}

/** Lets requests through that carry the token; compared in constant time, and so that its length does not show. */
export function requireToken(token: string): MiddlewareHandler {
  if (token === "") throw new RangeError("requireToken: an empty token would let everybody in");
  const expected = digest(token);
  return async (context, next) => {
    const given = /^Bearer ([^\s]+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return next();
    return operatorProblem("unauthorized", {
      detail: "Send `Authorization: Bearer <token>`; the token is in owner.json in the data directory.",
      headers: { "www-authenticate": 'Bearer realm="hookyard"' },
    });
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
