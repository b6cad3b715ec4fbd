import type { Provider } from "../../packages/core/src/provider.ts";
import type { VerifyInput } from "../../packages/core/src/scheme/scheme.ts";
import type { Delivery } from "./delivery.ts";

/**
 * One way from the bytes of a request to its payload, proved. `true` when it was accepted; `false`, or a rejection,
 * when not.
 */
export interface Contestant {
  readonly name: string;
  readonly accept: (delivery: Delivery) => boolean | Promise<boolean>;
}

/** What verifying takes, and what signing takes: the same text but for key pairs. */
export interface Secret {
  readonly verify: string;
  readonly sign: string;
}

/** A way of signing, the provider that stands for it, and who else can verify it. */
export interface Family {
  readonly name: string;
  readonly provider: Provider;
  /** How the source is set up where the secret alone is not enough: settings, and where keys are fetched from. */
  readonly createSource?: (secret: Secret) => Partial<Pick<VerifyInput, "secrets" | "settings" | "fetch">>;
  /** A forgery. Default: one byte of the body is another; where the body is not covered, of what proves the sender. */
  readonly tamper?: (delivery: Delivery) => Delivery;
  /** A body of about so many bytes as this provider sends it; no two serials give the same. */
  readonly createBody: (bytes: number, serial: number) => Buffer;
  /** The least that can be done: the cryptography with a key that is kept, the comparison, one parse. */
  readonly createFloor: (secret: Secret) => Contestant;
  /** The official libraries, each with its keys imported beforehand where it lets one. */
  readonly createPeers: (secret: Secret) => readonly Contestant[];
}
