import { defineSamples } from "./sample.ts";
export const pipedrive = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Pipedrive Webhooks" }),
    events: {
        "change.deal": (context) => {
            const id = Number(context.digits(5));
            return {
                payload: {
                    data: {
                        id,
                        title: "Rails for the north yard",
                        value: 12000,
                        currency: "EUR",
                        status: "won",
                        stage_id: 4,
                        person_id: Number(context.digits(4)),
                        owner_id: Number(context.digits(7)),
                        add_time: "2025-12-01T08:00:00Z",
                        update_time: context.now.toISOString(),
                    },
                    previous: { status: "open", update_time: "2025-12-30T08:00:00Z" },
                    meta: {
                        action: "change",
                        attempt: 1,
                        change_source: "app",
                        company_id: context.digits(7),
                        correlation_id: context.uuid(),
                        entity: "deal",
                        entity_id: String(id),
                        host: "acme.pipedrive.com",
                        id: context.uuid(),
                        is_bulk_edit: false,
                        timestamp: context.now.toISOString(),
                        type: "general",
                        user_id: context.digits(7),
                        version: "2.0",
                        webhook_id: context.digits(6),
                        webhook_owner_id: context.digits(7),
                    },
                },
            };
        },
    },
});
