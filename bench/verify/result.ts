import type { Timing } from "./measure.ts";

/** Everybody on the same requests of one family and size. */
export interface Contest {
  readonly family: string;
  readonly provider: string;
  readonly bytes: number;
  readonly hookyard: Timing;
  readonly floor: Timing;
  /** Fastest first; empty where there is no official library. */
  readonly peers: readonly Timing[];
  /** Hookyard's time by the floor's. */
  readonly toFloor: number;
  /** Hookyard's time by that of the fastest library. */
  readonly toPeer: number | undefined;
}

export interface VerifyResult {
  readonly command: string;
  readonly startedAt: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly loadAverage: number;
  };
  readonly rounds: number;
  readonly sliceMs: number;
  readonly contests: readonly Contest[];
}

/** Times the floor that a verification may take. */
export const mostToFloor = 1.3;
/** Times the fastest library. */
export const mostToPeer = 1;

/** Whether both targets are met, rounded as they are printed. */
export function isMet({ toFloor, toPeer }: Pick<Contest, "toFloor" | "toPeer">): boolean {
  const hundredths = (value: number): number => Math.round(value * 100) / 100;
  return hundredths(toFloor) <= mostToFloor && (toPeer === undefined || hundredths(toPeer) <= mostToPeer);
}
