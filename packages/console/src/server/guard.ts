import type { HonoRequest, MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";

/**
 * What a browser may do with the page: run and load what comes from here and nothing else, be framed by nobody, tell
 * nobody where it was. Types that turn text into code are refused whole.
 * @see https://www.w3.org/TR/CSP3/
 */
const pageHeaders = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
} as const;

export function securityHeaders(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(pageHeaders)) context.res.headers.set(name, value);
    if (!context.res.headers.has("cache-control")) context.res.headers.set("cache-control", "no-store");
  };
}

/** The header that the page sends with every call. Another site cannot, without being asked for by a preflight. */
export const callHeader = "x-hookyard-console";

/**
 * Lets calls through that the console's own page makes: with its header, and from here, which the browser says itself.
 * Only one that does not is judged by its origin: between a browser and here there may be what has another name, such as
 * a proxy on somebody's machine that signs requests for AWS.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function requireOwnPage(): MiddlewareHandler {
  return async (context, next) => {
    const isOwn = context.req.header(callHeader) === "1" && isFromHere(context.req);
    return isOwn ? next() : problem("request_foreign");
  };
}

function isFromHere(req: HonoRequest): boolean {
  const site = req.header("sec-fetch-site"); // no script can set it
  if (site !== undefined) return site === "same-origin";
  const origin = req.header("origin");
  if (origin === undefined) return req.method === "GET";
  return isHost(origin, hostOf(req.header("host"), req.url));
}

function hostOf(header: string | undefined, url: string): string {
  return header ?? new URL(url).host;
}

// The scheme may differ: a proxy in front speaks https, and plain http to here.
function isHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
