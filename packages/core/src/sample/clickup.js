import { defineSamples } from "./sample.ts";
export const clickup = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "axios/1.7.9" }),
    events: {
        taskStatusUpdated: (context) => ({
            payload: {
                event: "taskStatusUpdated",
                history_items: [
                    {
                        id: context.digits(19),
                        type: 1,
                        date: String(context.now.getTime()),
                        field: "status",
                        parent_id: "162641062",
                        data: { status_type: "closed" },
                        source: null,
                        user: { id: 183, username: "Ada", email: "ada@example.com", initials: "A" },
                        before: { status: "to do", color: "#f9d900", orderindex: 0, type: "open" },
                        after: { status: "complete", color: "#6bc950", orderindex: 1, type: "closed" },
                    },
                ],
                task_id: context.id(7).toLowerCase(),
                webhook_id: "7fa3ec74-69a8-4530-a251-8a13730bd204",
            },
        }),
    },
});
