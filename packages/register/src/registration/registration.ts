import { hash } from "node:crypto";

/** A secret that a source's requests may be signed with. */
export interface RegisteredSecret {
  readonly value: string;
  /** It is accepted until then; RFC 3339. Absent on the current one. */
  readonly until?: string;
}

/** The endpoint that was registered for a source. */
export interface RegisteredEndpoint {
  /** The provider's id of it. */
  readonly id: string;
  readonly url: string;
  /** False from before a chosen secret is sent until the provider has taken it. */
  readonly hasSecret: boolean;
  /** Of the chosen secret that it has: tells when another stands in the environment. */
  readonly secretDigest?: string;
}

/** What is known here of a source's endpoint at its provider. */
export interface Registration {
  /** Newest first. */
  readonly secrets: readonly RegisteredSecret[];
  readonly endpoint?: RegisteredEndpoint;
  /** Endpoints that another has replaced; they are removed when their time has come, so that their retries still arrive. */
  readonly retiring: readonly { readonly id: string; readonly until: string }[];
}

/** What is kept of a secret that is kept elsewhere. */
export function secretDigest(secret: string): string {
  return hash("sha256", `hookyard secret\n${secret}`);
}

export const noRegistration: Registration = { secrets: [], retiring: [] };

/** Where an engine keeps registrations, secrets and all. What was written is durable when `write` resolves. */
export interface RegistrationStore {
  /** Also what was not registered from here: a local secret alone. */
  read(source: string): Promise<Registration>;
  write(source: string, registration: Registration): Promise<void>;
}
