import type { DeadLetterChange, EventSummary } from "@hookyard/core/operator/operator";
import type { JobReport } from "@hookyard/core/replay/job";
import type { ReplayPlan } from "@hookyard/core/replay/plan";
import { post } from "../api.ts";

/** Sends an event's dead letters again, each to its own consumer. Answers what to say. */
export async function replayDead({
  id,
  deliveries,
}: Pick<EventSummary, "id" | "deliveries">): Promise<string> {
  const ids = deliveries.filter(({ state }) => state === "dead").map(({ consumer }) => `${id}:${consumer}`);
  if (ids.length === 0) return "This event has no dead letter. Open it to send it again all the same.";
  const { ids: sent } = await post<DeadLetterChange>("/v1/dead-letters/replay", {
    filter: { ids },
    limit: ids.length,
  });
  return sent.length === 0
    ? "Nothing was sent: somebody else has it checked out, or was faster"
    : `Sent again: ${sent.length} of ${ids.length}`;
}

/** The archive as far as this one event: by the millisecond of its arrival. */
function requestFor(event: EventSummary, consumer: string): object {
  const received = Date.parse(event.receivedtime);
  return {
    what: {
      kind: "archive",
      query: {
        since: new Date(received).toISOString(),
        until: new Date(received + 1).toISOString(),
        type: event.type,
        source: event.source,
        consumer,
      },
    },
    again: true,
  };
}

/** How many events a replay of this one to a consumer would send: others of its kind may have come in the same millisecond. */
export async function countResend(event: EventSummary, consumer: string): Promise<number> {
  const plan = await post<ReplayPlan>("/v1/replays/plan", { request: requestFor(event, consumer) });
  return plan.groups.reduce((sum, { count }) => sum + count, 0);
}

/** Sends an event to a consumer that has done it already. Answers what to say. */
export async function resend(event: EventSummary, consumer: string): Promise<string> {
  const id = `job_${crypto.randomUUID().replaceAll("-", "")}`;
  const job = await post<JobReport>("/v1/jobs", { id, request: requestFor(event, consumer) });
  return `Replay ${job.id} is ${job.state}`;
}
