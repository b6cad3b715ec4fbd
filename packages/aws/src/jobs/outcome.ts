import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import type { OpenSending } from "./job-keys.ts";

/** What became of one sending of a job. */
export type SendingOutcome =
  /** It was noted and not sent, or nobody knows yet; or somebody else sent this generation. Not counted. */
  | "unsent"
  | "open"
  /** Failed once or more, and due again. */
  | "failing"
  | "done"
  | "failed";

/** Reads a sending's outcome from its delivery as it stands now, which may be generations later. */
export function outcomeOf(
  { generation }: Pick<OpenSending, "generation">,
  job: string,
  delivery: DeliveryRecord | undefined,
): SendingOutcome {
  if (delivery === undefined || delivery.replay < generation) return "unsent";
  const attempts = delivery.attempts.filter(({ replay }) => replay === generation);
  if (delivery.replay > generation)
    return attempts.some(({ outcome }) => outcome === "done") ? "done" : "failed";
  if (delivery.job !== job) return "unsent";
  switch (delivery.state) {
    case "scheduled":
      return attempts.length > 0 ? "failing" : "open";
    case "done":
      return "done";
    case "dead":
    case "discarded":
      return "failed";
  }
}
