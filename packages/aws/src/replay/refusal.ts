import type { DeliveryRecord } from "../deliveries/delivery-record.ts";

/** Why an event is not sent to a consumer again. */
export type Refusal = "scheduled" | "done" | "discarded";

/** Whether a job sent the generation that a delivery is in. */
export function isSentBy({ replay, job }: DeliveryRecord, sender: string | undefined): boolean {
  return sender !== undefined && replay > 0 && job === sender;
}

/** Whether an event may be sent to a consumer that has a delivery of it, in whatever state; `undefined`: yes. */
export function refusalOf(
  { state, checkedOut }: DeliveryRecord,
  sender: { readonly again: boolean; readonly job?: string; readonly now: number },
): Refusal | undefined {
  const isTaken = checkedOut !== undefined && checkedOut.until > sender.now;
  if (isTaken && (sender.job === undefined || checkedOut.job !== sender.job)) return "scheduled";
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
