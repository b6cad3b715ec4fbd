import { defineSamples } from "./sample.ts";
function deploy(context, state, fields) {
    const id = Buffer.from(context.random(12)).toString("hex");
    const commit = Buffer.from(context.random(20)).toString("hex");
    return {
        id,
        site_id: "3970e0fe-8564-4903-9a55-c5f8de49fb8b",
        build_id: Buffer.from(context.random(12)).toString("hex"),
        state,
        name: "acme-shop",
        url: "http://shop.example.com",
        ssl_url: "https://shop.example.com",
        admin_url: "https://app.netlify.com/sites/acme-shop",
        deploy_url: `http://${id}--acme-shop.netlify.app`,
        deploy_ssl_url: `https://${id}--acme-shop.netlify.app`,
        created_at: context.now.toISOString(),
        updated_at: context.now.toISOString(),
        published_at: state === "ready" ? context.now.toISOString() : null,
        error_message: null,
        branch: "main",
        commit_ref: commit,
        commit_url: `https://github.com/acme/shop/commit/${commit}`,
        committer: "ada",
        title: "Show prices with tax",
        context: "production",
        deploy_time: 17,
        ...fields,
    };
}
export const netlify = defineSamples({
    headers: (_context, type) => ({ "content-type": "application/json", "x-netlify-event": type }),
    events: {
        deploy_created: (context) => ({ payload: deploy(context, "ready", {}) }),
        deploy_failed: (context) => ({
            payload: deploy(context, "error", { error_message: "Build script returned non-zero exit code: 2" }),
        }),
        submission_created: (context) => ({
            payload: {
                id: Buffer.from(context.random(12)).toString("hex"),
                number: 7,
                title: null,
                email: "jon@example.com",
                name: "Jon Snow",
                form_id: Buffer.from(context.random(12)).toString("hex"),
                form_name: "contact",
                site_url: "https://shop.example.com",
                data: { name: "Jon Snow", email: "jon@example.com", message: "Do you ship to the north?" },
                ordered_human_fields: [
                    { title: "Name", name: "name", value: "Jon Snow" },
                    { title: "Email", name: "email", value: "jon@example.com" },
                    { title: "Message", name: "message", value: "Do you ship to the north?" },
                ],
                created_at: context.now.toISOString(),
            },
        }),
    },
});
