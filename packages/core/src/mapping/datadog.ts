import {
  defineMapping,
  type DomainFields,
  type DomainRow,
  type MappingInput,
  row,
} from "../domain/mapping.ts";
import { fields, idText, someText } from "../domain/read.ts";

/* Names of the default template, and of `transition`, `alert_cycle_key` and `aggreg_key` where the team added them. Without
 * those the transition is read from the title, which begins with it, and each alert is an incident of its own. */

/** The kinds of event that monitors send. */
const monitorTypes = [
  "metric_alert_monitor",
  "query_alert_monitor",
  "service_check",
  "event_alert",
  "event_v2_alert",
  "log_alert",
  "rum_alert",
  "trace_analytics_alert",
  "error_tracking_alert",
  "process_alert_monitor",
  "synthetics_alert",
  "slo_alert",
  "metric_slo_alert",
  "monitor_slo_alert",
  "outlier_monitor",
  "composite_monitor",
] as const;

/** Datadog; the provider's types are its event types. */
export const datadogMapping = defineMapping(
  Object.fromEntries(monitorTypes.map((type) => [type, monitorRows()])),
);

function monitorRows(): readonly DomainRow<
  "incident.triggered" | "incident.updated" | "incident.resolved"
>[] {
  return [
    row("incident.triggered", incident, { when: is(/^(?:triggered|warn|no data)/i) }),
    row("incident.updated", incident, { when: is(/^(?:re-(?:triggered|warn|no data)|renotify)/i) }),
    row("incident.resolved", incident, { when: is(/^recovered/i) }),
  ];
}

function is(pattern: RegExp): (input: MappingInput) => boolean {
  return ({ payload }) => {
    const { transition, alert_transition: alertTransition, title } = fields(payload);
    const inTitle = typeof title === "string" ? title.replace(/^\[/, "") : "";
    return pattern.test(someText(transition) ?? someText(alertTransition) ?? inTitle);
  };
}

function incident({ payload }: MappingInput): DomainFields<"incident.triggered"> {
  const alert = fields(payload);
  return {
    incidentId: someText(alert["alert_cycle_key"]) ?? someText(alert["aggreg_key"]) ?? idText(alert["id"]),
    title: alert["title"],
    description: someText(alert["body"]),
    severity: someText(alert["priority"]),
    status: someText(alert["transition"]),
    url: someText(alert["link"]),
  };
}
