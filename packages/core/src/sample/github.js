import { defineSamples } from "./sample.ts";
const sender = {
    login: "octocat",
    id: 583231,
    node_id: "MDQ6VXNlcjU4MzIzMQ==",
    avatar_url: "https://avatars.githubusercontent.com/u/583231?v=4",
    html_url: "https://github.com/octocat",
    type: "User",
    site_admin: false,
};
const repository = {
    id: 1296269,
    node_id: "R_kgDOABPHjQ",
    name: "shop",
    full_name: "acme/shop",
    private: true,
    owner: { login: "acme", id: 9919, node_id: "MDEyOk9yZ2FuaXphdGlvbjk5MTk=", type: "Organization" },
    html_url: "https://github.com/acme/shop",
    description: "The shop",
    fork: false,
    default_branch: "main",
    visibility: "private",
};
const common = {
    repository,
    organization: { login: "acme", id: 9919, node_id: "MDEyOk9yZ2FuaXphdGlvbjk5MTk=" },
    sender,
};
function sha(context) {
    return Buffer.from(context.random(20)).toString("hex");
}
/** GitHub writes times without milliseconds. */
function time(context) {
    return context.now.toISOString().replace(/\.\d+Z$/, "Z");
}
function pullRequest(context, action, fields) {
    const number = Number(context.digits(4));
    return {
        action,
        number,
        pull_request: {
            id: Number(context.digits(10)),
            node_id: `PR_kwDO${context.id(10)}`,
            number,
            html_url: `https://github.com/acme/shop/pull/${number}`,
            state: "open",
            locked: false,
            title: "Show prices with tax",
            user: sender,
            body: "Closes #7.",
            created_at: time(context),
            updated_at: time(context),
            closed_at: null,
            merged_at: null,
            merge_commit_sha: null,
            draft: false,
            merged: false,
            merged_by: null,
            head: { label: "acme:prices", ref: "prices", sha: sha(context) },
            base: { label: "acme:main", ref: "main", sha: sha(context) },
            commits: 2,
            additions: 40,
            deletions: 3,
            changed_files: 4,
            ...fields,
        },
        ...common,
    };
}
export const github = defineSamples({
    headers: (context, type) => ({
        accept: "*/*",
        "content-type": "application/json",
        "user-agent": `GitHub-Hookshot/${Buffer.from(context.random(4)).toString("hex").slice(0, 7)}`,
        "x-github-delivery": context.uuid(),
        "x-github-event": type.split(".")[0] ?? type,
        "x-github-hook-id": context.digits(9),
        "x-github-hook-installation-target-id": "1296269",
        "x-github-hook-installation-target-type": "repository",
    }),
    events: {
        push: (context) => {
            const before = sha(context);
            const after = sha(context);
            const commit = {
                id: after,
                tree_id: sha(context),
                distinct: true,
                message: "Show prices with tax",
                timestamp: time(context),
                url: `https://github.com/acme/shop/commit/${after}`,
                author: { name: "The Octocat", email: "octocat@example.com", username: "octocat" },
                committer: { name: "The Octocat", email: "octocat@example.com", username: "octocat" },
                added: ["src/tax.ts"],
                removed: [],
                modified: ["src/price.ts"],
            };
            return {
                payload: {
                    ref: "refs/heads/main",
                    before,
                    after,
                    ...common,
                    pusher: { name: "octocat", email: "octocat@example.com" },
                    created: false,
                    deleted: false,
                    forced: false,
                    base_ref: null,
                    compare: `https://github.com/acme/shop/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
                    commits: [commit],
                    head_commit: commit,
                },
            };
        },
        "pull_request.opened": (context) => ({ payload: pullRequest(context, "opened", {}) }),
        "pull_request.closed": (context) => ({
            payload: pullRequest(context, "closed", {
                state: "closed",
                closed_at: time(context),
                merged_at: time(context),
                merge_commit_sha: sha(context),
                merged: true,
                merged_by: sender,
            }),
        }),
        "issues.opened": (context) => {
            const number = Number(context.digits(4));
            return {
                payload: {
                    action: "opened",
                    issue: {
                        id: Number(context.digits(10)),
                        node_id: `I_kwDO${context.id(10)}`,
                        number,
                        html_url: `https://github.com/acme/shop/issues/${number}`,
                        title: "Prices lack tax",
                        user: sender,
                        labels: [],
                        state: "open",
                        created_at: time(context),
                        updated_at: time(context),
                        closed_at: null,
                        body: "They should show it.",
                    },
                    ...common,
                },
            };
        },
        "release.published": (context) => ({
            payload: {
                action: "published",
                release: {
                    id: Number(context.digits(9)),
                    node_id: `RE_kwDO${context.id(10)}`,
                    html_url: "https://github.com/acme/shop/releases/tag/v1.4.0",
                    tag_name: "v1.4.0",
                    target_commitish: "main",
                    name: "1.4.0",
                    draft: false,
                    prerelease: false,
                    author: sender,
                    created_at: time(context),
                    published_at: time(context),
                    assets: [],
                    body: "Prices with tax.",
                },
                ...common,
            },
        }),
        ping: (context) => ({
            payload: {
                zen: "Keep it logically awesome.",
                hook_id: Number(context.digits(9)),
                hook: {
                    type: "Repository",
                    id: Number(context.digits(9)),
                    name: "web",
                    active: true,
                    events: ["push", "pull_request"],
                    config: { content_type: "json", insecure_ssl: "0", secret: "********" },
                    created_at: time(context),
                    updated_at: time(context),
                },
                ...common,
            },
        }),
    },
});
