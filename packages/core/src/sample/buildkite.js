import { defineSamples } from "./sample.ts";
export const buildkite = defineSamples({
    headers: (_context, type) => ({
        accept: "*/*",
        "content-type": "application/json",
        "user-agent": "Buildkite-Request",
        "x-buildkite-event": type,
    }),
    events: {
        "build.finished": (context) => {
            const number = Number(context.digits(3));
            const time = context.now
                .toISOString()
                .replace("T", " ")
                .replace(/\.\d+Z$/, " UTC");
            return {
                payload: {
                    event: "build.finished",
                    build: {
                        id: context.uuid(),
                        graphql_id: context.id(40),
                        url: `https://api.buildkite.com/v2/organizations/acme/pipelines/shop/builds/${number}`,
                        web_url: `https://buildkite.com/acme/shop/builds/${number}`,
                        number,
                        state: "passed",
                        blocked: false,
                        message: "Show prices with tax",
                        commit: Buffer.from(context.random(20)).toString("hex"),
                        branch: "main",
                        tag: null,
                        source: "webhook",
                        author: { username: "ada", name: "Ada Lovelace", email: "ada@example.com" },
                        creator: { id: context.uuid(), name: "Ada Lovelace", email: "ada@example.com" },
                        created_at: time,
                        scheduled_at: time,
                        started_at: time,
                        finished_at: time,
                        meta_data: {},
                        pull_request: null,
                    },
                    pipeline: {
                        id: "29e98d66-4ce5-4e3f-94b3-4a7b7dbc1b4d",
                        name: "Shop",
                        slug: "shop",
                        repository: "git@github.com:acme/shop.git",
                    },
                    sender: { id: context.uuid(), name: "Ada Lovelace" },
                },
            };
        },
    },
});
