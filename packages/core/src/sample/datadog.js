import { defineSamples } from "./sample.ts";
export const datadog = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Datadog/1.0" }),
    events: {
        query_alert_monitor: (context) => ({
            payload: {
                body: "The error rate of checkout is above 5 %.",
                last_updated: String(context.now.getTime()),
                event_type: "query_alert_monitor",
                title: "[Triggered] [P1] Error rate of checkout",
                date: String(context.now.getTime()),
                org: { id: "11023", name: "Acme" },
                id: context.digits(19),
                transition: "Triggered",
                aggreg_key: Buffer.from(context.random(16)).toString("hex"),
                link: "https://app.datadoghq.com/event/event?id=1",
            },
        }),
    },
});
