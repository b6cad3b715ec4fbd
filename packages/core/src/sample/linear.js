import { defineSamples } from "./sample.ts";
const actor = {
    id: "49a3a8e7-3c3f-4a4b-a4dd-d9b1ad0c1d52",
    type: "user",
    name: "Ada Lovelace",
    email: "ada@example.com",
    url: "https://linear.app/acme/profiles/ada",
};
const team = { id: "72b2a2dc-6f4f-4423-9d34-24b5bd10634a", key: "SHOP", name: "Shop" };
function event(context, type, action, fields) {
    return {
        action,
        actor,
        createdAt: context.now.toISOString(),
        type,
        ...fields,
        organizationId: "4b1b7ff4-3a6c-4a3b-9c0b-7b8bb1b1a5a2",
        webhookTimestamp: context.now.getTime(),
        webhookId: "000042e3-d123-4980-b49f-8e140eef9329",
    };
}
function issue(context, state) {
    const number = Number(context.digits(3));
    return {
        id: context.uuid(),
        createdAt: context.now.toISOString(),
        updatedAt: context.now.toISOString(),
        number,
        title: "Prices lack tax",
        description: "They should show it.",
        priority: 2,
        priorityLabel: "High",
        sortOrder: -96.05,
        teamId: team["id"] ?? null,
        team,
        projectId: null,
        stateId: context.uuid(),
        state,
        assigneeId: actor["id"] ?? null,
        assignee: actor,
        creatorId: actor["id"] ?? null,
        creator: actor,
        labelIds: [],
        labels: [{ id: context.uuid(), name: "Bug", color: "#eb5757" }],
        identifier: `SHOP-${number}`,
        url: `https://linear.app/acme/issue/SHOP-${number}/prices-lack-tax`,
    };
}
export const linear = defineSamples({
    headers: (context, type) => ({
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Linear-Webhook",
        "linear-delivery": context.uuid(),
        "linear-event": type.split(".")[0] ?? type,
    }),
    events: {
        "Issue.create": (context) => ({
            payload: event(context, "Issue", "create", {
                data: issue(context, { id: context.uuid(), name: "Todo", type: "unstarted", color: "#e2e2e2" }),
            }),
        }),
        "Issue.update": (context) => ({
            payload: event(context, "Issue", "update", {
                data: issue(context, { id: context.uuid(), name: "Done", type: "completed", color: "#5e6ad2" }),
                updatedFrom: {
                    updatedAt: context.now.toISOString(),
                    completedAt: null,
                    stateId: context.uuid(),
                },
            }),
        }),
        "Comment.create": (context) => {
            const issueId = context.uuid();
            return {
                payload: event(context, "Comment", "create", {
                    data: {
                        id: context.uuid(),
                        createdAt: context.now.toISOString(),
                        updatedAt: context.now.toISOString(),
                        body: "It is in the next release.",
                        issueId,
                        issue: {
                            id: issueId,
                            identifier: "SHOP-7",
                            title: "Prices lack tax",
                            teamId: team["id"] ?? null,
                            url: "https://linear.app/acme/issue/SHOP-7/prices-lack-tax",
                        },
                        userId: actor["id"] ?? null,
                        user: actor,
                    },
                    url: "https://linear.app/acme/issue/SHOP-7/prices-lack-tax#comment-77217de3",
                }),
            };
        },
    },
});
