import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, list, maybe, shape, text, time } from "./field.ts";

const fields = {
  incidentId: id,
  number: maybe(text),
  title: maybe(text),
  description: maybe(text),
  severity: maybe(text),
  status: maybe(text),
  service: maybe(text),
  assignees: maybe(list(text)),
  url: maybe(text),
  triggeredAt: maybe(time),
};

const incident = shape(fields);

export const incidentEvents = defineFamily({
  "incident.triggered": incident,
  "incident.acknowledged": incident,
  "incident.escalated": incident,
  "incident.updated": incident,
  "incident.resolved": shape({ ...fields, resolvedAt: maybe(time), resolvedBy: maybe(text) }),
  "incident.reopened": incident,
});

export const incidentWords = {
  family:
    "Something is wrong and someone should know: an incident of an on-call tool, or an alert of a monitor.",
  types: {
    "incident.triggered": "An incident began, or an alert went off.",
    "incident.acknowledged": "Someone takes care of an incident.",
    "incident.escalated": "An incident went to the next who should know.",
    "incident.updated": "Something about an incident changed: text, severity, assignee, a note.",
    "incident.resolved": "An incident is over.",
    "incident.reopened": "A resolved incident is one again.",
  },
  fields: {
    number: "What people call it: `#17`.",
    severity: "In the provider's own word: `critical`, `P1`, `high`.",
    status: "In the provider's own word.",
    service: "What is affected.",
  },
} satisfies FamilyWords<typeof incidentEvents>;
