import { setTimeout as delay } from "node:timers/promises";

export interface EventuallyOptions {
  readonly timeoutMilliseconds?: number;
  /** What is waited for, for the message. */
  readonly what?: string;
}

const pollMilliseconds = 20;

/** Asks again and again until the answer is as wanted, and resolves with it. Rejects, with the last answer, when it is too late. */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
  { timeoutMilliseconds = 20_000, what = "the wanted answer" }: EventuallyOptions = {},
): Promise<Answer> {
  const deadline = performance.now() + timeoutMilliseconds;
  while (true) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (performance.now() > deadline) {
      throw new Error(`waited in vain for ${what}; last: ${JSON.stringify(answer)?.slice(0, 2_000)}`);
    }
    await delay(pollMilliseconds);
  }
}
