import type { BusNotice, ObserveBus } from "@hookyard/aws/bus/notice";
import { metric } from "../metrics.ts";
import type { Fields, Telemetry } from "./telemetry.ts";

/** Tells what happens on the way to the bus: what has an alarm as a count, the rest as a line. */
export function observeBus(telemetry: Pick<Telemetry, "log" | "count">): ObserveBus {
  return (notice: BusNotice) => {
    switch (notice.kind) {
      case "dedupe_unavailable":
        return telemetry.count({ [metric.dedupeFailedOpen]: 1 }, {}, fieldsOf(notice));
      case "overflow_used":
        return telemetry.count({ [metric.overflowUsed]: notice.entries }, {}, fieldsOf(notice));
      case "history_unavailable":
        return telemetry.log("warn", "the table could not be told of an event", fieldsOf(notice));
      case "claim_taken_over":
        return telemetry.log(
          "warn",
          "an event was published whose first publisher was gone",
          fieldsOf(notice),
        );
      case "retried":
        return telemetry.log("info", "EventBridge did not take everything at once", fieldsOf(notice));
      case "not_published":
        return telemetry.log("error", "an event could not be stored anywhere", fieldsOf(notice));
      case "unroutable":
        return telemetry.log(
          "error",
          "an event's data is too large for the bus, and rules that look at it cannot match",
          fieldsOf(notice),
        );
    }
  };
}

function fieldsOf(notice: BusNotice): Fields {
  const { kind: _kind, ...told } = notice;
  const fields: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(told)) {
    fields[name] = typeof value === "object" ? value.join(", ") : value;
  }
  return fields;
}
