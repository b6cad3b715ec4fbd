import type { DeadLetters } from "../port/dead-letters.ts";
import type { Jobs } from "../port/jobs.ts";
import type { Replays } from "../port/replays.ts";
import type { EventArchive } from "./event-archive.ts";

/** What an engine gives a replay to work with. */
export interface ReplayPorts {
  readonly jobs: Jobs;
  readonly replays: Replays;
  readonly letters: DeadLetters;
  /**
   * The consumers whose patterns match an event (JSON text) today, in the router's order. Absent where no router is at
   * hand: then nothing can be sent over the bus.
   */
  readonly match?: (eventText: string) => readonly string[];
  /** Absent where the engine has no archive but its history. */
  readonly archive?: EventArchive;
  /** For letters that are posted to an address of the team's. */
  readonly post?: PostEvent;
}

/** Posts an event to an address. Resolves whether it was taken; rejects for nothing that the other end may do. */
export type PostEvent = (posting: Posting) => Promise<boolean>;

export interface Posting {
  readonly url: string;
  /** The event's JSON, as it is kept. */
  readonly text: string;
  readonly deliveryId: string;
}
