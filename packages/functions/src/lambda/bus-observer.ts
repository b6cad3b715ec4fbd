import type { BusNotice, ObserveBus } from "@hookyard/aws/bus/notice";
import { metric, type MetricName } from "../metrics.ts";
import type { Fields, Telemetry } from "./telemetry.ts";

/** Counts what happens on the way to the bus. A count is a line too, with the ids and codes in it. */
export function observeBus(telemetry: Pick<Telemetry, "count">): ObserveBus {
  return (notice: BusNotice) => {
    const count = (name: MetricName, times: number): void =>
      telemetry.count({ [name]: times }, {}, fieldsOf(notice));
    switch (notice.kind) {
      case "dedupe_unavailable":
        return count(metric.dedupeFailedOpen, 1);
      case "history_unavailable":
        return count(metric.historyUnavailable, 1);
      case "bucket_unavailable":
        return count(metric.bucketUnavailable, 1);
      case "claim_taken_over":
        return count(metric.claimsTakenOver, 1);
      case "retried":
        return count(metric.putsRetried, notice.entries);
      case "overflow_used":
        return count(metric.overflowUsed, notice.entries);
      case "not_published":
        return count(metric.notPublished, 1);
      case "unroutable":
        return count(metric.unroutable, notice.consumers.length);
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
