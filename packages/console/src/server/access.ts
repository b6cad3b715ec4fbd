import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Actor, Role } from "@hookyard/core/operator/audit";

/** What lets people in: one key a role. Whoever knows a key has its role. */
export type ConsoleKeys = Readonly<Record<Role, string>>;

/** Who is logged in, until when. */
export interface Session extends Actor {
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface Access {
  /** The role of a key, or `undefined`. In constant time. */
  roleOf(key: string): Role | undefined;
  /** A session as the cookie's value: signed, and of no use to make another. */
  open(actor: Actor): string;
  /** Who a cookie's value stands for; `undefined` when it is not ours, or over. */
  session(value: string | undefined): Session | undefined;
  readonly maxAgeSeconds: number;
}

const maxAgeSeconds = 12 * 3600;

/** The keys of a Hookyard's console, from the secret that only who runs it knows. The same secret gives the same keys. */
export function consoleKeys(secret: string): ConsoleKeys {
  if (secret === "") throw new RangeError("consoleKeys: an empty secret would let everybody in");
  return { operator: derive(secret, "console key: operator"), viewer: derive(secret, "console key: viewer") };
}

/** The console's address with a key in its fragment, which browsers send to nobody: it logs in whoever opens it. */
export function consoleLink(url: string, key: string): string {
  return `${url}/console/#key=${key}`;
}

/**
 * Sessions without a store: what a cookie says is believed because of its signature. So one instance honours the
 * sessions of another, and they end with the secret.
 */
export function createAccess(keys: ConsoleKeys, now: () => number): Access {
  const signingKey = derive(`${keys.operator}${keys.viewer}`, "console session");
  const sign = (text: string): string => derive(signingKey, text);
  return {
    maxAgeSeconds,
    roleOf(key) {
      if (same(key, keys.operator)) return "operator";
      return same(key, keys.viewer) ? "viewer" : undefined;
    },
    open({ name, role }) {
      const session: Session = { name, role, until: now() + maxAgeSeconds * 1000 };
      const text = Buffer.from(JSON.stringify(session)).toString("base64url");
      return `${text}.${sign(text)}`;
    },
    session(value = "") {
      const [text = "", signature = ""] = value.split(".");
      if (text === "" || !same(signature, sign(text))) return undefined;
      const session = JSON.parse(Buffer.from(text, "base64url").toString()) as Session; // safe: `open` signed it
      return session.until > now() ? session : undefined;
    },
  };
}

function derive(secret: string, label: string): string {
  return createHmac("sha256", secret).update(label).digest("base64url");
}

function same(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
