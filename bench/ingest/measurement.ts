import type { DeliveryCheck } from "./delivery-check.ts";
import type { Spread } from "./percentiles.ts";
import type { Scenario } from "./scenario.ts";
import type { ServerName } from "./server.ts";

/** What one scenario did to one server. Times in milliseconds unless the name says otherwise. */
export interface Measurement {
  readonly server: ServerName;
  readonly scenario: Scenario;
  /** Requests that were sent. */
  readonly sent: number;
  /** Due but never sent, because all connections waited for answers until the end. */
  readonly unsent: number;
  /** How many answers of each status; 0: none came. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Acknowledgements a second, from the first request's time to the last acknowledgement. */
  readonly acknowledgedPerSecond: number;
  /** Deliveries a second, from the first request's time to the last delivery. */
  readonly deliveredPerSecond?: number;
  /** From when a request was due to its 2xx. */
  readonly acknowledgement: Spread;
  /** From when a request was due to the end of its handler. */
  readonly endToEnd?: Spread;
  /** How much later than due requests left: the generator's own part in the latencies, or waiting for a connection. */
  readonly lateness: Spread;
  /** From the last acknowledgement to the last delivery. */
  readonly drainMs?: number;
  /** User and system time of all of the server's processes, from the first request until all was delivered. */
  readonly cpuMicrosPerEvent: number;
  readonly generatorMicrosPerEvent: number;
  /** Cores that were busy with neither the server nor the generator: other work on this machine, which disturbs. */
  readonly otherCores: number;
  /** The most that was resident at one of the samples, five a second. */
  readonly residentBytes: number;
  readonly check: DeliveryCheck;
}
