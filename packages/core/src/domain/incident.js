import { defineFamily } from "./definition.ts";
import { id, list, maybe, shape, text, time } from "./field.ts";
const fields = {
    incidentId: id,
    number: maybe(text, "What people call it: `#17`."),
    title: maybe(text),
    description: maybe(text),
    severity: maybe(text, "In the provider's own word: `critical`, `P1`, `high`."),
    status: maybe(text, "In the provider's own word."),
    service: maybe(text, "What is affected."),
    assignees: maybe(list(text)),
    url: maybe(text),
    triggeredAt: maybe(time),
};
const incident = shape(fields);
export const incidentEvents = defineFamily("Something is wrong and someone should know: an incident of an on-call tool, or an alert of a monitor.", {
    "incident.triggered": {
        description: "An incident began, or an alert went off.",
        schema: incident,
    },
    "incident.acknowledged": {
        description: "Someone takes care of an incident.",
        schema: incident,
    },
    "incident.escalated": {
        description: "An incident went to the next who should know.",
        schema: incident,
    },
    "incident.updated": {
        description: "Something about an incident changed: text, severity, assignee, a note.",
        schema: incident,
    },
    "incident.resolved": {
        description: "An incident is over.",
        schema: shape({ ...fields, resolvedAt: maybe(time), resolvedBy: maybe(text) }),
    },
    "incident.reopened": {
        description: "A resolved incident is one again.",
        schema: incident,
    },
});
