import type { ReplayedEvents } from "./replay-request.ts";

/**
 * What the bus itself keeps of the events that it carried, and sends again, a window of time at a time, to its rules.
 * Absent where an engine has its history only. The bus neither counts nor paces: consumers tell its copies apart and
 * count them for the job, and the job watches between windows.
 */
export interface EventArchive {
  /**
   * Which way serves a request, and for the archive from when to when. Throws `OperatorError` that says why, when the
   * way that was asked for, or the only one, cannot serve it.
   */
  choose(what: ReplayedEvents, options: ChooseOptions): Promise<EventsChoice>;
  /** Begins to send a window. The same name a second time is the same replay. False: the bus has no room for one now. */
  start(window: NamedWindow, consumer?: string): Promise<boolean>;
  /** `undefined`: there is no replay of that name. */
  look(name: string): Promise<WindowState | undefined>;
  /** Stops a replay; one that has ended, or never began, stays as it is. */
  cancel(name: string): Promise<void>;
  /** The name of a job's replay number `number`. */
  nameOf(job: string, number: number, again: boolean): string;
}

export interface ChooseOptions {
  readonly again: boolean;
  readonly now: Date;
}

export type EventsChoice = { readonly from: "table" } | ({ readonly from: "archive" } & ArchivePlan);

/** A window of time in whole minutes, RFC 3339: received at or after `since`, before `until`. */
export interface Window {
  readonly since: string;
  readonly until: string;
}

export interface NamedWindow extends Window {
  readonly name: string;
}

/** What a job is to send from the archive: the whole minutes around what was asked for. */
export interface ArchivePlan extends Window {
  /** Why this way, for people. */
  readonly why: string;
}

/** Where a replay from the archive stands. */
export interface ArchiveRun {
  /** Everything received before has been sent. */
  readonly upto: string;
  /** The length of the next window. */
  readonly minutes: number;
  /** Whether the next window was cut short because the one before left a backlog. */
  readonly isHeld?: boolean;
  /** Replays begun, this one too. */
  readonly replays: number;
  readonly current?: CurrentWindow;
  /** When the last window ended. */
  readonly endedTime?: string;
}

export interface CurrentWindow extends NamedWindow {
  /** The job does not want it any more. */
  readonly isWithdrawn?: boolean;
}

export interface WindowState {
  readonly state: "running" | "cancelling" | "completed" | "cancelled" | "failed";
  /** Why, as the bus says it; where it says something. */
  readonly reason?: string;
  /** When the last event that was sent had been received; RFC 3339. */
  readonly upto?: string;
}
