import { defineSamples } from "./sample.ts";
const actor = {
    type: "user",
    display_name: "Ada Lovelace",
    nickname: "ada",
    uuid: "{d301aafa-d676-4ee0-88be-962be7417567}",
    account_id: "557058:c0b72ad0-1cb5-4018-9cdc-0cde8492c443",
};
const repository = {
    type: "repository",
    uuid: "{673a6070-3421-46c9-9d48-90745f7bfe8e}",
    name: "shop",
    full_name: "acme/shop",
    is_private: true,
    links: { html: { href: "https://bitbucket.org/acme/shop" } },
};
function sha(context) {
    return Buffer.from(context.random(20)).toString("hex");
}
/** Bitbucket writes times with an offset. */
function time(context) {
    return context.now.toISOString().replace("Z", "000+00:00");
}
function pullRequest(context, state, fields) {
    const id = Number(context.digits(3));
    const side = (name) => ({
        branch: { name },
        commit: { type: "commit", hash: sha(context).slice(0, 12) },
        repository,
    });
    return {
        actor,
        repository,
        pullrequest: {
            type: "pullrequest",
            id,
            title: "Show prices with tax",
            description: "",
            state,
            draft: false,
            author: actor,
            source: side("prices"),
            destination: side("main"),
            merge_commit: null,
            participants: [],
            reviewers: [],
            close_source_branch: true,
            closed_by: null,
            created_on: time(context),
            updated_on: time(context),
            links: { html: { href: `https://bitbucket.org/acme/shop/pull-requests/${id}` } },
            ...fields,
        },
    };
}
export const bitbucket = defineSamples({
    headers: (context, type) => ({
        "content-type": "application/json",
        "user-agent": "Bitbucket-Webhooks/2.0",
        "x-attempt-number": "1",
        "x-event-key": type,
        "x-hook-uuid": context.uuid(),
        "x-request-uuid": context.uuid(),
    }),
    events: {
        "repo:push": (context) => {
            const hash = sha(context);
            const target = {
                type: "commit",
                hash,
                message: "Show prices with tax\n",
                date: time(context),
            };
            return {
                payload: {
                    actor,
                    repository,
                    push: {
                        changes: [
                            {
                                old: { type: "branch", name: "main", target: { type: "commit", hash: sha(context) } },
                                new: { type: "branch", name: "main", target },
                                created: false,
                                closed: false,
                                forced: false,
                                truncated: false,
                                commits: [
                                    {
                                        ...target,
                                        author: { type: "author", raw: "Ada Lovelace <ada@example.com>", user: actor },
                                        links: { html: { href: `https://bitbucket.org/acme/shop/commits/${hash}` } },
                                    },
                                ],
                                links: { html: { href: `https://bitbucket.org/acme/shop/branches/compare/${hash}` } },
                            },
                        ],
                    },
                },
            };
        },
        "pullrequest:created": (context) => ({ payload: pullRequest(context, "OPEN", {}) }),
        "pullrequest:fulfilled": (context) => ({
            payload: pullRequest(context, "MERGED", {
                merge_commit: { type: "commit", hash: sha(context).slice(0, 12) },
                closed_by: actor,
            }),
        }),
    },
});
