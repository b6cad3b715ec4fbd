import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, instant, someText } from "../domain/read.ts";

/* Field names from Sentry's documentation of the integration platform. A group of errors is an issue; an alert that
 * goes off is an incident. */

/** Sentry; the provider's types are the resource with the action, `issue.created`. */
export const sentryMapping = defineMapping({
  "issue.created": row("issue.opened", issue),
  "issue.resolved": row("issue.closed", issue),
  "issue.unresolved": row("issue.reopened", issue),
  "issue.assigned": row("issue.updated", issue),
  "issue.archived": row("issue.updated", issue),
  "issue.ignored": row("issue.updated", issue), // what `archived` was called before
  "comment.created": row("issue.commented", commented, {
    subject: (input) => idText(data(input)["issue_id"]),
  }),

  "metric_alert.critical": row("incident.triggered", metricAlert),
  "metric_alert.warning": row("incident.triggered", metricAlert),
  "metric_alert.resolved": row("incident.resolved", resolvedAlert),
  "event_alert.triggered": row("incident.triggered", eventAlert),
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function issue(input: MappingInput): DomainFields<"issue.opened"> {
  const entry = fields(data(input)["issue"]);
  const { name, email } = fields(entry["assignedTo"]);
  const assignee = name ?? email;
  return {
    issueId: idText(entry["id"]),
    key: entry["shortId"],
    title: entry["title"],
    projectId: idText(fields(entry["project"])["id"]),
    status: entry["status"],
    priority: entry["priority"],
    assignees: assignee === undefined ? [] : [assignee],
    url: entry["web_url"] ?? entry["permalink"],
  };
}

function commented(input: MappingInput): DomainFields<"issue.commented"> {
  const { issue_id: issueId, comment_id: commentId, comment } = data(input);
  return {
    issueId: idText(issueId),
    commentId: idText(commentId),
    comment,
    commentAuthor: fields(fields(input.payload)["actor"])["name"],
  };
}

function metricAlert(input: MappingInput): DomainFields<"incident.triggered"> {
  const alert = fields(data(input)["metric_alert"]);
  const number = idText(alert["identifier"]);
  return {
    incidentId: idText(alert["id"]),
    number: number === undefined ? undefined : `#${number}`,
    title: data(input)["description_title"] ?? alert["title"],
    description: data(input)["description_text"],
    severity: fields(input.payload)["action"],
    service: someText(fields(alert["alert_rule"])["name"]),
    url: data(input)["web_url"],
    triggeredAt: instant(alert["date_started"]),
  };
}

function resolvedAlert(input: MappingInput): DomainFields<"incident.resolved"> {
  const alert = fields(data(input)["metric_alert"]);
  // The action is `resolved` here, which is no severity.
  return { ...metricAlert(input), severity: undefined, resolvedAt: instant(alert["date_closed"]) };
}

function eventAlert(input: MappingInput): DomainFields<"incident.triggered"> {
  const event = fields(data(input)["event"]);
  return {
    incidentId: event["event_id"],
    title: event["title"],
    description: someText(data(input)["triggered_rule"]),
    severity: event["level"],
    url: event["web_url"],
    triggeredAt: instant(event["datetime"]),
  };
}
