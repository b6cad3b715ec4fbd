import type { DeliveryRecord } from "../deliveries/delivery-record.ts";

/** Why an event is not sent to a consumer again. `sent`: this job has done so already. */
export type Refusal = "scheduled" | "done" | "discarded" | "sent";

/** Whether an event may be sent to a consumer that has a delivery of it, in whatever state; `undefined`: yes. */
export function refusalOf(
  { state, replay, job, checkedOut }: DeliveryRecord,
  sender: { readonly again: boolean; readonly job?: string; readonly now: number },
): Refusal | undefined {
  const isOwn = sender.job !== undefined;
  if (isOwn && replay > 0 && job === sender.job) return "sent";
  const isTaken = checkedOut !== undefined && checkedOut.until > sender.now;
  if (isTaken && !(isOwn && checkedOut.job === sender.job)) return "scheduled";
  switch (state) {
    case "dead":
      return undefined;
    case "scheduled":
      return "scheduled";
    case "done":
    case "discarded":
      return sender.again ? undefined : state;
  }
}
