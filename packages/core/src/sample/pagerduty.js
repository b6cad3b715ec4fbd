import { defineSamples } from "./sample.ts";
const agent = {
    html_url: "https://acme.pagerduty.com/users/PLH1HKV",
    id: "PLH1HKV",
    self: "https://api.pagerduty.com/users/PLH1HKV",
    summary: "Ada Lovelace",
    type: "user_reference",
};
/** PagerDuty writes times without milliseconds in incidents. */
function time(context) {
    return context.now.toISOString().replace(/\.\d+Z$/, "Z");
}
function incident(context, type, status) {
    const id = `Q${context.id(13).toUpperCase()}`;
    return {
        event: {
            id: `01${context.id(24).toUpperCase()}`,
            event_type: type,
            resource_type: "incident",
            occurred_at: context.now.toISOString(),
            agent,
            client: null,
            data: {
                id,
                type: "incident",
                self: `https://api.pagerduty.com/incidents/${id}`,
                html_url: `https://acme.pagerduty.com/incidents/${id}`,
                number: Number(context.digits(3)),
                status,
                incident_key: "d3640fbd41094207a1c11e58e46b1662",
                created_at: time(context),
                title: "Checkout answers slowly",
                service: {
                    html_url: "https://acme.pagerduty.com/services/PF9KMXH",
                    id: "PF9KMXH",
                    self: "https://api.pagerduty.com/services/PF9KMXH",
                    summary: "Checkout",
                    type: "service_reference",
                },
                assignees: [agent],
                escalation_policy: { id: "PUS0KTE", summary: "Default", type: "escalation_policy_reference" },
                teams: [],
                priority: { id: "PSO75BM", summary: "P1", type: "priority_reference" },
                urgency: "high",
                conference_bridge: null,
                resolve_reason: null,
            },
        },
    };
}
export const pagerduty = defineSamples({
    headers: (context) => ({
        accept: "application/json",
        "content-type": "application/json",
        "user-agent": "PagerDuty-Webhook/V3.0",
        "x-webhook-id": context.uuid(),
        "x-webhook-subscription": "PVGFJZO",
    }),
    events: {
        "incident.triggered": (context) => ({ payload: incident(context, "incident.triggered", "triggered") }),
        "incident.acknowledged": (context) => ({
            payload: incident(context, "incident.acknowledged", "acknowledged"),
        }),
        "incident.resolved": (context) => ({ payload: incident(context, "incident.resolved", "resolved") }),
    },
});
