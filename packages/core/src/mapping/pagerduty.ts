import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant } from "../domain/read.ts";

/* Field names from PagerDuty's documentation of webhooks. What hangs on an incident (notes, status updates, responders)
 * stays passthrough: it names the incident but does not show it. */

/** PagerDuty; the provider's types are its event types, `incident.triggered`. */
export const pagerdutyMapping = defineMapping({
  "incident.triggered": row("incident.triggered", incident),
  "incident.acknowledged": row("incident.acknowledged", incident),
  "incident.escalated": row("incident.escalated", incident),
  "incident.reopened": row("incident.reopened", incident),
  "incident.resolved": row("incident.resolved", resolved),
  "incident.delegated": row("incident.updated", incident),
  "incident.priority_updated": row("incident.updated", incident),
  "incident.reassigned": row("incident.updated", incident),
  "incident.unacknowledged": row("incident.updated", incident),
});

function event({ payload }: MappingInput): Fields {
  return fields(fields(payload)["event"]);
}

function incident(input: MappingInput): DomainFields<"incident.triggered"> {
  const entry = fields(event(input)["data"]);
  const number = idText(entry["number"]);
  return {
    incidentId: entry["id"],
    number: number === undefined ? undefined : `#${number}`,
    title: entry["title"],
    severity: fields(entry["priority"])["summary"] ?? entry["urgency"],
    status: entry["status"],
    service: fields(entry["service"])["summary"],
    assignees: elements(entry["assignees"]).map((assignee) => fields(assignee)["summary"]),
    url: entry["html_url"],
    triggeredAt: instant(entry["created_at"]),
  };
}

function resolved(input: MappingInput): DomainFields<"incident.resolved"> {
  const { occurred_at: occurredAt, agent } = event(input);
  return { ...incident(input), resolvedAt: instant(occurredAt), resolvedBy: fields(agent)["summary"] };
}
