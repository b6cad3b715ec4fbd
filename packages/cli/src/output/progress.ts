import type { Io } from "../io.ts";
import { formatNumber } from "./count.ts";
import { createPaint } from "./paint.ts";
import { timeSpan } from "./time.ts";

/** How far long work has come. */
export interface Progress {
  /** `done` of the whole, and what else there is to say; may be called as often as there is news. */
  update(done: number, note?: string): void;
  /** Takes the bar away. */
  end(): void;
}

const barWidth = 24;
const drawEveryMilliseconds = 100;

/** A bar on the terminal's standard error; nothing at all where that is no terminal. */
export function createProgress(
  io: Pick<Io, "stderr" | "env" | "now">,
  label: string,
  total: number,
): Progress {
  if (!io.stderr.isTTY || total < 1) return { update() {}, end() {} };
  const paint = createPaint(io.stderr, io.env);
  const started = io.now().getTime();
  let drawn = Number.NEGATIVE_INFINITY;

  return {
    update(done, note = "") {
      const now = io.now().getTime();
      if (now - drawn < drawEveryMilliseconds && done < total) return;
      drawn = now;
      const filled = Math.min(barWidth, Math.floor((done / total) * barWidth));
      const bar = `${paint("cyan", "█".repeat(filled))}${paint("dim", "░".repeat(barWidth - filled))}`;
      const numbers = `${formatNumber(done)}/${formatNumber(total)}`;
      io.stderr.write(
        `\r\u001b[2K${label} ${bar} ${numbers}${speed(done, now - started)}${remaining(done, total, now - started)}${note}`,
      );
    },
    end() {
      io.stderr.write("\r\u001b[2K");
    },
  };
}

function speed(done: number, elapsed: number): string {
  if (done === 0 || elapsed < 1000) return "";
  return `, ${formatNumber(Math.round((done / elapsed) * 10_000) / 10)}/s`;
}

function remaining(done: number, total: number, elapsed: number): string {
  if (done === 0 || done >= total || elapsed < 1000) return "";
  return `, ${timeSpan(Math.ceil(((elapsed / done) * (total - done)) / 1000) * 1000)} left`;
}
