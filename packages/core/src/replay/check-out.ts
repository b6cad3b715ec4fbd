import { OperatorError } from "../operator/operator-error.ts";
import type { DeadLetterDetail } from "../operator/operator.ts";
import type { ReplayOperator, ReplayOperatorOptions } from "./replay-operator.ts";

/** Letters that somebody has for themselves. */
export interface CheckOut {
  /** `chk_…`. */
  readonly id: string;
  /** Then they are back by themselves; RFC 3339. */
  readonly until: string;
  readonly letters: readonly DeadLetterDetail[];
}

/** Letters that one check-out may hold. */
export const mostCheckedOut = 20;

export type CheckOuts = Pick<
  ReplayOperator,
  "checkOut" | "checkedOut" | "extendCheckOut" | "returnCheckOut" | "replayCheckOut"
>;

/** Check-outs over the lease of the dead-letters port: the check-out's id is the lease's holder. */
export function createCheckOuts({ ports, now, deadLetter }: ReplayOperatorOptions): CheckOuts {
  const { letters: port, replays } = ports;
  const later = (seconds: number): Date => new Date(now().getTime() + seconds * 1000);

  const held = async (id: string) => (await port.list({ holder: id }, { limit: mostCheckedOut })).rows;
  const whole = async (id: string): Promise<CheckOut | undefined> => {
    const rows = await held(id);
    const until = rows[0]?.leasedUntil;
    if (until === undefined) return undefined;
    const letters = await Promise.all(rows.map((row) => deadLetter(row.id)));
    return { id, until, letters: letters.filter((letter) => letter !== undefined) };
  };
  const found = async (id: string): Promise<CheckOut> => {
    const checkOut = await whole(id);
    if (checkOut !== undefined) return checkOut;
    throw new OperatorError(
      "not_found",
      `There is no check-out ${id} (any more): its letters were returned, sent, or its time is over.`,
    );
  };

  return {
    async checkOut(id, ids, seconds) {
      // The same id again answers what it holds: a command that lost the connection may ask again.
      const known = await whole(id);
      if (known !== undefined) return known;
      await port.lease({ ids }, mostCheckedOut, later(seconds), id);
      return (await whole(id)) ?? { id, until: now().toISOString(), letters: [] };
    },
    checkedOut: whole,
    async extendCheckOut(id, seconds) {
      await port.lease({ holder: id }, mostCheckedOut, later(seconds), id);
      return found(id);
    },
    async returnCheckOut(id) {
      const ids = (await held(id)).map((row) => row.id);
      if (ids.length > 0) await port.giveBack(ids, id);
      return { ids };
    },
    async replayCheckOut(id) {
      const { letters } = await found(id);
      const sent = await replays.sendLetters({
        letters: letters.map((letter) => ({ id: letter.id })),
        holder: id,
        again: false,
      });
      return { ids: sent.ids };
    },
  };
}
