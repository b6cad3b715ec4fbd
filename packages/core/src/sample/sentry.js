import { defineSamples, unixSeconds } from "./sample.ts";
const application = { type: "application", id: "sentry", name: "Sentry" };
function installed(context, action, data, actor) {
    return { action, installation: { uuid: context.uuid() }, data, actor };
}
function issue(context, status) {
    const id = context.digits(10);
    return {
        id,
        shortId: "SHOP-1Z",
        title: "TypeError: price is undefined",
        culprit: "cart.total",
        level: "error",
        platform: "javascript",
        priority: "high",
        status,
        substatus: status === "resolved" ? null : "new",
        type: "error",
        count: "1",
        userCount: 1,
        firstSeen: context.now.toISOString(),
        lastSeen: context.now.toISOString(),
        isUnhandled: true,
        assignedTo: null,
        project: { id: "1170820242", name: "shop", slug: "shop", platform: "javascript" },
        url: `https://sentry.io/api/0/organizations/acme/issues/${id}/`,
        web_url: `https://acme.sentry.io/issues/${id}/`,
        permalink: `https://acme.sentry.io/issues/${id}/`,
    };
}
export const sentry = defineSamples({
    headers: (context, type) => ({
        "content-type": "application/json",
        "user-agent": "sentry/26.1.0 (https://sentry.io)",
        "request-id": Buffer.from(context.random(16)).toString("hex"),
        "sentry-hook-resource": type.split(".")[0] ?? type,
        "sentry-hook-timestamp": String(unixSeconds(context.now)),
    }),
    events: {
        "issue.created": (context) => ({
            payload: installed(context, "created", { issue: issue(context, "unresolved") }, application),
        }),
        "issue.resolved": (context) => ({
            payload: installed(context, "resolved", { issue: issue(context, "resolved"), resolution_type: "with_commit" }, { type: "user", id: 789, name: "Ada Lovelace" }),
        }),
        "metric_alert.critical": (context) => ({
            payload: installed(context, "critical", {
                metric_alert: {
                    id: context.digits(5),
                    identifier: "17",
                    title: "Error rate of checkout",
                    status: 20,
                    alert_rule: { id: "7", name: "Error rate of checkout", aggregate: "count()", projects: ["shop"] },
                    date_created: context.now.toISOString(),
                    date_started: context.now.toISOString(),
                    date_detected: context.now.toISOString(),
                    date_closed: null,
                    organization_id: "1",
                    projects: ["shop"],
                },
                description_text: "1000 events in the last 10 minutes\nFilter: level:error",
                description_title: "Critical: Error rate of checkout",
                web_url: "https://acme.sentry.io/organizations/acme/alerts/rules/details/7/",
            }, application),
        }),
    },
});
