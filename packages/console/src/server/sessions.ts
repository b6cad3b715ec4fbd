import type { Context, Hono, MiddlewareHandler } from "hono";
import { audited, type AuditTrail } from "@hookyard/core/operator/audit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createHash } from "node:crypto";
import type { Access, Session } from "./access.ts";
import { problem } from "./problem.ts";

/** Logging in and out, and who is. */
export interface Sessions {
  addRoutes(app: Hono): void;
  /** Lets calls through that somebody logged in makes. */
  require(): MiddlewareHandler;
  /** Who makes a call that {@link Sessions.require} let through. */
  required(context: Context): Session;
}

export function createSessions(access: Access, audit: AuditTrail): Sessions {
  const sessionOf = (context: Context): Session | undefined => {
    const session = access.session(getCookie(context, cookieName(context)));
    // A session is of who logged in: with somebody else's credentials around it, it is nobody's.
    return session?.name === callerOf(context) ? session : undefined;
  };
  return {
    addRoutes(app) {
      app.post("/login", async (context) => {
        const key = readKey(await context.req.text());
        if (key === undefined) return problem("request_invalid", 'The body must be {"key":"…"}.');
        const role = access.roleOf(key);
        if (role === undefined) return problem("key_wrong");
        const actor = { name: callerOf(context), role };
        await audited(audit, { who: actor.name, role, action: "login" }, async () => undefined);
        setCookie(context, cookieName(context), access.open(actor), {
          path: "/console",
          httpOnly: true,
          sameSite: "Strict",
          secure: isSecure(context),
          maxAge: access.maxAgeSeconds,
        });
        return context.json(actor);
      });
      app.post("/logout", (context) => {
        deleteCookie(context, cookieName(context), { path: "/console", secure: isSecure(context) });
        return context.json({});
      });
      app.get("/session", (context) => {
        const session = sessionOf(context);
        return session === undefined ? problem("not_logged_in") : context.json(session);
      });
    },
    require: () => async (context, next) =>
      sessionOf(context) === undefined ? problem("not_logged_in") : next(),
    required(context) {
      const session = sessionOf(context);
      if (session === undefined) throw new Error("a call got past its session");
      return session;
    },
  };
}

/** Who calls, by what stands before the console, such as IAM; where nothing does, the key alone decides. */
function callerOf({ env }: Context): string {
  return (env as { readonly caller?: string } | undefined)?.caller ?? "console"; // safe: what `fetch` was told, or nothing
}

/** Browsers keep cookies by host, not by port: two Hookyards on one machine would take each other's session. */
function cookieName(context: Context): string {
  const host = context.req.header("host") ?? new URL(context.req.url).host;
  return `hookyard-console-${createHash("sha256").update(host).digest("hex").slice(0, 8)}`;
}

/** Behind a proxy the connection to here is plain, and the browser's is not. */
function isSecure(context: Context): boolean {
  return (
    new URL(context.req.url).protocol === "https:" || context.req.header("x-forwarded-proto") === "https"
  );
}

function readKey(text: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const key = typeof parsed === "object" && parsed !== null && "key" in parsed ? parsed.key : undefined;
    return typeof key === "string" ? key : undefined;
  } catch {
    return undefined;
  }
}
