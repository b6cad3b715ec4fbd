import type { EventDetail, Operator } from "@hookyard/core/operator/operator";
import type { Io } from "../io.ts";

const pollMilliseconds = 200;

export interface OutcomeOptions {
  readonly operator: Operator;
  readonly ids: readonly string[];
  readonly timeoutSeconds: number;
  readonly stop: AbortSignal;
}

/**
 * What became of these events: as soon as no delivery is scheduled any more, or as it stands when the time is up or
 * it is told to stop.
 */
export async function awaitOutcomes(
  { now, wait }: Pick<Io, "now" | "wait">,
  { operator, ids, timeoutSeconds, stop }: OutcomeOptions,
): Promise<readonly EventDetail[]> {
  const deadline = now().getTime() + timeoutSeconds * 1000;
  const found = new Map<string, EventDetail>();
  let open: readonly string[] = ids;
  for (;;) {
    for (const id of open) {
      const event = await operator.event(id);
      if (event !== undefined) found.set(id, event);
    }
    open = open.filter((id) => !isSettled(found.get(id)));
    if (open.length === 0 || stop.aborted || now().getTime() >= deadline) break;
    await wait(pollMilliseconds, stop);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Whether nothing more will happen to the event by itself. */
export function isSettled(event: EventDetail | undefined): boolean {
  return event !== undefined && event.history.every(({ state }) => state !== "scheduled");
}
