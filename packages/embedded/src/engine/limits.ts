/** What the engine allows itself. Every queue in the process has a limit, and pushes back at it. */
export interface EngineLimits {
  /** Bytes of the database at which history gives way, and then new events are refused. */
  readonly maxStorageBytes: number;
  /** Bytes that stay free on the disk: what is in flight can still be settled when new events are refused. */
  readonly minFreeBytes: number;
  /** Deliveries that wait or run at which new events are refused. */
  readonly maxBacklog: number;
  /** Seconds for which events stay in history after their last delivery ended. Never shorter than a provider retries. */
  readonly retentionSeconds: number;
  /** Events and their text on the way into the database. */
  readonly maxPendingEvents: number;
  readonly maxPendingCharacters: number;
  /** The largest heap of one consumer's thread. */
  readonly maxConsumerHeapMegabytes: number;
}

export const defaultLimits: EngineLimits = {
  maxStorageBytes: 20 * 1024 ** 3,
  minFreeBytes: 64 * 1024 ** 2,
  maxBacklog: 10_000_000,
  retentionSeconds: 30 * 86_400,
  maxPendingEvents: 20_000,
  maxPendingCharacters: 64 * 1024 ** 2,
  maxConsumerHeapMegabytes: 512,
};
