import type { DeadReason } from "../delivery/decide.ts";
import type { Failure } from "../delivery/failure.ts";

/** The right to settle one delivery, for a time. A lease that ran out and was handed out again settles nothing. */
export interface Lease {
  /** `<event id>:<consumer>`. */
  readonly deliveryId: string;
  /** What tells this lease from every other of the same delivery. */
  readonly token: string;
}

export interface LeasedDelivery {
  readonly lease: Lease;
  readonly consumer: string;
  /** The event as JSON. */
  readonly text: string;
  /** Counted attempts of this generation, the coming one included: from 1. */
  readonly attempt: number;
  /** How often it was sent again on purpose. */
  readonly replay: number;
}

/** Deliveries on their way to consumers. */
export interface Deliveries {
  /**
   * Up to `max` deliveries of a consumer that are due, the longest due first, each leased for `leaseSeconds`. Nobody
   * else gets them meanwhile; when the time is over without an answer, they are due again.
   */
  receive(consumer: string, options: ReceiveOptions): Promise<readonly LeasedDelivery[]>;
  /** The delivery is done. `false`, and nothing changed, when the lease is not valid any more; so below. */
  complete(lease: Lease): Promise<boolean>;
  /** The attempt failed; it is due again at `at`. */
  retryAt(lease: Lease, at: Date, failure: Failure): Promise<boolean>;
  /** The attempt failed and there will be no other by itself: it becomes a dead letter that keeps the failure. */
  deadLetter(lease: Lease, reason: DeadReason, failure: Failure): Promise<boolean>;
}

export interface ReceiveOptions {
  readonly max: number;
  readonly leaseSeconds: number;
}
