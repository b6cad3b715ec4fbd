import type { Page } from "playwright-core";

/** How a page kept up: the longest time between two of its frames, in milliseconds, and how many were drawn. */
export interface Frames {
  readonly longest: number;
  readonly count: number;
}

/** Counts a page's frames while `work` runs. */
export async function framesDuring(page: Page, work: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(`{
    const seen = { longest: 0, count: 0, last: performance.now(), isOver: false };
    globalThis.benchFrames = seen;
    const look = (now) => {
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
      seen.count += 1;
      if (!seen.isOver) requestAnimationFrame(look);
    };
    requestAnimationFrame((now) => { seen.last = now; requestAnimationFrame(look); });
  }`);
  await work();
  const frames = (await page.evaluate(
    "(globalThis.benchFrames.isOver = true, { longest: globalThis.benchFrames.longest, count: globalThis.benchFrames.count })",
  )) as Frames; // safe: made above
  if (frames.count === 0) throw new Error("the page drew no frame");
  return frames;
}
