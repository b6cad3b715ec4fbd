import { defineSamples } from "./sample.ts";
const project = {
    id: 1,
    name: "Shop",
    description: "The shop",
    web_url: "https://gitlab.example.com/acme/shop",
    git_ssh_url: "git@gitlab.example.com:acme/shop.git",
    git_http_url: "https://gitlab.example.com/acme/shop.git",
    namespace: "Acme",
    visibility_level: 0,
    path_with_namespace: "acme/shop",
    default_branch: "main",
};
const user = {
    id: 4,
    name: "Ada Lovelace",
    username: "ada",
    avatar_url: "https://gitlab.example.com/uploads/user/avatar/4/ada.png",
    email: "ada@example.com",
};
function sha(context) {
    return Buffer.from(context.random(20)).toString("hex");
}
function mergeRequest(context, action, state) {
    const iid = Number(context.digits(3));
    const commit = sha(context);
    return {
        object_kind: "merge_request",
        event_type: "merge_request",
        user,
        project,
        object_attributes: {
            id: Number(context.digits(8)),
            iid,
            target_branch: "main",
            source_branch: "prices",
            author_id: 4,
            title: "Show prices with tax",
            created_at: context.now.toISOString(),
            updated_at: context.now.toISOString(),
            state,
            draft: false,
            merge_status: "can_be_merged",
            merge_commit_sha: state === "merged" ? sha(context) : null,
            url: `https://gitlab.example.com/acme/shop/-/merge_requests/${iid}`,
            last_commit: { id: commit, message: "Show prices with tax", timestamp: context.now.toISOString() },
            action,
        },
        labels: [{ id: 206, title: "prices", color: "#428bca" }],
        changes: {},
        assignees: [user],
    };
}
export const gitlab = defineSamples({
    headers: (context, type) => {
        const id = context.uuid();
        return {
            "content-type": "application/json",
            "user-agent": "GitLab/19.0.0",
            "idempotency-key": id,
            "webhook-id": id,
            "x-gitlab-event": names[type] ?? "System Hook",
            "x-gitlab-event-uuid": context.uuid(),
            "x-gitlab-instance": "https://gitlab.example.com",
            "x-gitlab-webhook-uuid": context.uuid(),
        };
    },
    events: {
        push: (context) => {
            const after = sha(context);
            return {
                payload: {
                    object_kind: "push",
                    event_name: "push",
                    before: sha(context),
                    after,
                    ref: "refs/heads/main",
                    ref_protected: true,
                    checkout_sha: after,
                    user_id: 4,
                    user_name: "Ada Lovelace",
                    user_username: "ada",
                    user_email: "ada@example.com",
                    project_id: 1,
                    project,
                    commits: [
                        {
                            id: after,
                            message: "Show prices with tax",
                            title: "Show prices with tax",
                            timestamp: context.now.toISOString(),
                            url: `https://gitlab.example.com/acme/shop/-/commit/${after}`,
                            author: { name: "Ada Lovelace", email: "ada@example.com" },
                            added: ["src/tax.ts"],
                            modified: ["src/price.ts"],
                            removed: [],
                        },
                    ],
                    total_commits_count: 1,
                },
            };
        },
        "merge_request.open": (context) => ({ payload: mergeRequest(context, "open", "opened") }),
        "merge_request.merge": (context) => ({ payload: mergeRequest(context, "merge", "merged") }),
        "issue.open": (context) => {
            const iid = Number(context.digits(3));
            return {
                payload: {
                    object_kind: "issue",
                    event_type: "issue",
                    user,
                    project,
                    object_attributes: {
                        id: Number(context.digits(8)),
                        iid,
                        title: "Prices lack tax",
                        description: "They should show it.",
                        author_id: 4,
                        project_id: 1,
                        state: "opened",
                        created_at: context.now.toISOString(),
                        updated_at: context.now.toISOString(),
                        url: `https://gitlab.example.com/acme/shop/-/issues/${iid}`,
                        action: "open",
                    },
                    assignees: [user],
                    labels: [],
                },
            };
        },
        pipeline: (context) => {
            const id = Number(context.digits(6));
            const time = context.now
                .toISOString()
                .replace("T", " ")
                .replace(/\.\d+Z$/, " UTC");
            return {
                payload: {
                    object_kind: "pipeline",
                    object_attributes: {
                        id,
                        iid: 3,
                        name: "Pipeline for main",
                        ref: "main",
                        tag: false,
                        sha: sha(context),
                        source: "push",
                        status: "success",
                        detailed_status: "passed",
                        stages: ["build", "test"],
                        created_at: time,
                        finished_at: time,
                        duration: 63,
                        url: `https://gitlab.example.com/acme/shop/-/pipelines/${id}`,
                    },
                    user,
                    project,
                    commit: { id: sha(context), message: "Show prices with tax", author: { name: "Ada Lovelace" } },
                    builds: [],
                },
            };
        },
    },
});
const names = {
    push: "Push Hook",
    "merge_request.open": "Merge Request Hook",
    "merge_request.merge": "Merge Request Hook",
    "issue.open": "Issue Hook",
    pipeline: "Pipeline Hook",
};
