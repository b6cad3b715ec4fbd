import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText } from "../domain/read.ts";

/*
 * A task is a delivery, or the pick-up before it; pick-ups stay passthrough once they are done. Field names from
 * Onfleet's documented payloads, from memory. Times are milliseconds.
 */

/** Onfleet. */
export const onfleetMapping = defineMapping({
  taskCreated: row("fulfilment.created", task),
  taskUpdated: row("fulfilment.updated", task),
  taskStarted: row("fulfilment.out_for_delivery", task, { when: isDelivery }),
  taskCompleted: row("fulfilment.delivered", task, { when: isDelivery }),
  taskFailed: row("fulfilment.failed", (input) => ({
    ...task(input),
    reason: someText(fields(entry(input)["completionDetails"])["failureReason"]),
  })),
  taskDeleted: row("fulfilment.canceled", task),
});

function entry({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["task"]);
}

function isDelivery(input: MappingInput): boolean {
  return entry(input)["pickupTask"] !== true;
}

function task(input: MappingInput): DomainFields<"fulfilment.created"> {
  const { payload } = input;
  const details = entry(input);
  return {
    fulfilmentId: fields(payload)["taskId"],
    trackingUrl: someText(details["trackingURL"]),
    recipientName: someText(fields(elements(details["recipients"])[0])["name"]),
    estimatedDeliveryAt: fromMilliseconds(details["estimatedCompletionTime"]),
    deliveredAt: fields(payload)["triggerId"] === 3 ? fromMilliseconds(fields(payload)["time"]) : undefined,
  };
}

function fromMilliseconds(value: unknown): string | undefined {
  const isTime = typeof value === "number" && value >= 0 && value < 253_402_300_800_000;
  return isTime ? new Date(value).toISOString() : undefined;
}
