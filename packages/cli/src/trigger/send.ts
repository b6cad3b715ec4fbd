import type { SignedRequest } from "@hookyard/core/testing";
import type { Io } from "../io.ts";
import type { Answer } from "./answer.ts";

const timeoutMilliseconds = 30_000;

/** Judges what came back. */
export type ReadAnswer = (response: Response, body: string, milliseconds: number) => Answer;

/** Sends one request and judges the answer. Nobody there is an answer too: it is not what was expected. */
export async function send(
  { fetch, now }: Pick<Io, "fetch" | "now">,
  { method, url, headers, body }: SignedRequest,
  read: ReadAnswer,
): Promise<Answer> {
  const started = now().getTime();
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(method === "GET" || method === "HEAD" ? {} : { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const text = await response.text();
    return read(response, text, now().getTime() - started);
  } catch {
    return { status: 0, outcome: "unreachable", milliseconds: now().getTime() - started, expected: false };
  }
}

export interface PaceOptions {
  readonly count: number;
  /** Begun a second; without it, as fast as answers come. */
  readonly rate?: number;
  readonly stop: AbortSignal;
  readonly work: (index: number) => Promise<void>;
}

const mostInFlight = 16;

/**
 * Does the work `count` times, at most 16 at once. With a rate, each begins at its own time whether the one before
 * was answered or not, as senders do. Ends early, with what is in flight finished, when it is told to stop.
 */
export async function pace(
  { now, wait }: Pick<Io, "now" | "wait">,
  { count, rate, stop, work }: PaceOptions,
): Promise<void> {
  const started = now().getTime();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      if (rate !== undefined) await wait(started + (index / rate) * 1000 - now().getTime(), stop);
      if (stop.aborted) return;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostInFlight, count) }, lane));
}
