import { defineSamples } from "./sample.ts";
const site = "https://acme.atlassian.net";
const user = {
    self: `${site}/rest/api/2/user?accountId=5b10a2844c20165700ede21g`,
    accountId: "5b10a2844c20165700ede21g",
    displayName: "Ada Lovelace",
    active: true,
    timeZone: "Europe/Berlin",
    accountType: "atlassian",
};
/** Jira writes times with an offset and no colon in it. */
function time(context) {
    return context.now.toISOString().replace("Z", "+0000");
}
function issue(context, fields) {
    const id = context.digits(5);
    return {
        id,
        self: `${site}/rest/api/2/issue/${id}`,
        key: "SHOP-7",
        fields: {
            summary: "Prices lack tax",
            description: "They should show it.",
            created: time(context),
            updated: time(context),
            issuetype: { id: "10004", name: "Bug", subtask: false },
            project: { id: "10000", key: "SHOP", name: "Shop" },
            status: { id: "10000", name: "To Do", statusCategory: { id: 2, key: "new", name: "To Do" } },
            priority: { id: "2", name: "High" },
            resolution: null,
            labels: ["prices"],
            assignee: user,
            creator: user,
            reporter: user,
            ...fields,
        },
    };
}
export const jira = defineSamples({
    headers: (context) => ({
        "content-type": "application/json; charset=UTF-8",
        "user-agent": "Atlassian Webhook HTTP Client",
        "x-atlassian-webhook-identifier": context.uuid(),
    }),
    events: {
        "jira:issue_created": (context) => ({
            payload: {
                timestamp: context.now.getTime(),
                webhookEvent: "jira:issue_created",
                issue_event_type_name: "issue_created",
                user,
                issue: issue(context, {}),
                changelog: { id: context.digits(5), items: [] },
            },
        }),
        "jira:issue_updated": (context) => ({
            payload: {
                timestamp: context.now.getTime(),
                webhookEvent: "jira:issue_updated",
                issue_event_type_name: "issue_resolved",
                user,
                issue: issue(context, {
                    status: { id: "10002", name: "Done", statusCategory: { id: 3, key: "done", name: "Done" } },
                    resolution: { id: "10000", name: "Done" },
                }),
                changelog: {
                    id: context.digits(5),
                    items: [
                        {
                            field: "resolution",
                            fieldtype: "jira",
                            from: null,
                            fromString: null,
                            to: "10000",
                            toString: "Done",
                        },
                        {
                            field: "status",
                            fieldtype: "jira",
                            from: "10000",
                            fromString: "To Do",
                            to: "10002",
                            toString: "Done",
                        },
                    ],
                },
            },
        }),
        comment_created: (context) => {
            const id = context.digits(5);
            return {
                payload: {
                    timestamp: context.now.getTime(),
                    webhookEvent: "comment_created",
                    comment: {
                        self: `${site}/rest/api/2/issue/10007/comment/${id}`,
                        id,
                        author: user,
                        body: "It is in the next release.",
                        updateAuthor: user,
                        created: time(context),
                        updated: time(context),
                        jsdPublic: true,
                    },
                    issue: issue(context, {}),
                },
            };
        },
    },
});
