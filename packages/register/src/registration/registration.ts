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
}

/** What is known here of a source's endpoint at its provider. */
export interface Registration {
  /** Newest first. */
  readonly secrets: readonly RegisteredSecret[];
  readonly endpoint?: RegisteredEndpoint;
  /** Endpoints that another has replaced; they are removed when their time has come, so that their retries still arrive. */
  readonly retiring: readonly { readonly id: string; readonly until: string }[];
}

export const noRegistration: Registration = { secrets: [], retiring: [] };

/** Where an engine keeps registrations, secrets and all. What was written is durable when `write` resolves. */
export interface RegistrationStore {
  /** Also what was not registered from here: a local secret alone. */
  read(source: string): Promise<Registration>;
  write(source: string, registration: Registration): Promise<void>;
}
