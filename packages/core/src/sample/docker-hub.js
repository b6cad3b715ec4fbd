import { defineSamples, unixSeconds } from "./sample.ts";
export const dockerHub = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Go-http-client/1.1" }),
    events: {
        push: (context) => ({
            payload: {
                callback_url: `https://registry.hub.docker.com/u/acme/shop/hook/${context.id(34).toLowerCase()}/`,
                push_data: {
                    pushed_at: unixSeconds(context.now),
                    pusher: "ada",
                    tag: "1.4.0",
                    images: [],
                    media_type: "",
                },
                repository: {
                    comment_count: 0,
                    date_created: 1417494799,
                    description: "The shop",
                    dockerfile: "",
                    full_description: "",
                    is_official: false,
                    is_private: true,
                    is_trusted: false,
                    name: "shop",
                    namespace: "acme",
                    owner: "acme",
                    repo_name: "acme/shop",
                    repo_url: "https://hub.docker.com/r/acme/shop",
                    star_count: 0,
                    status: "Active",
                },
            },
        }),
    },
});
