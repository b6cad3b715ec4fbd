import type { Role } from "@hookyard/core/operator/audit";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { get, post } from "./api.ts";

/** Who is logged in. */
export interface Session {
  readonly name: string;
  readonly role: Role;
}

export const SessionContext = createContext<Session>({ name: "", role: "viewer" });

export function useSession(): Session {
  return useContext(SessionContext);
}

/** Whether who looks may also act. The server decides; this only keeps buttons away that it would refuse. */
export function useMayAct(): boolean {
  return useSession().role === "operator";
}

/**
 * Logs in with the key in the address's fragment, if there is one, and takes it out of the address and the history.
 * A fragment never goes to a server, so the key is in no log. Rejects when nobody is logged in.
 */
export async function openSession(): Promise<Session> {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key !== null) {
    history.replaceState(null, "", location.pathname + location.search);
    await post("/login", { key });
  }
  return get<Session>("/session");
}

export async function closeSession(): Promise<void> {
  await post("/logout");
  location.reload();
}
