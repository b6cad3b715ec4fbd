import { defineSamples } from "./sample.ts";
function completed(context, type, status, job) {
    const workflowId = context.uuid();
    const revision = Buffer.from(context.random(20)).toString("hex");
    const stopped = context.now.toISOString();
    const url = `https://app.circleci.com/pipelines/github/acme/shop/130/workflows/${workflowId}`;
    const jobs = job
        ? {
            job: {
                id: context.uuid(),
                name: "test",
                status,
                started_at: stopped,
                stopped_at: stopped,
                number: 136,
            },
        }
        : {};
    return {
        id: context.uuid(),
        type,
        happened_at: stopped,
        webhook: { id: "cf8c4fdd-0587-4da1-b4ca-4846e9640af9", name: "Hookyard" },
        workflow: {
            id: workflowId,
            name: "build-and-test",
            created_at: new Date(context.now.getTime() - 90000).toISOString(),
            stopped_at: stopped,
            url,
            status,
        },
        ...jobs,
        pipeline: {
            id: context.uuid(),
            number: 130,
            created_at: new Date(context.now.getTime() - 95000).toISOString(),
            trigger: { type: "webhook" },
            vcs: {
                provider_name: "github",
                origin_repository_url: "https://github.com/acme/shop",
                target_repository_url: "https://github.com/acme/shop",
                revision,
                branch: "main",
                commit: {
                    subject: "Show prices with tax",
                    body: "",
                    author: { name: "Ada Lovelace", email: "ada@example.com" },
                    authored_at: stopped,
                    committer: { name: "Ada Lovelace", email: "ada@example.com" },
                    committed_at: stopped,
                },
            },
        },
        project: { id: "84996744-a854-4f5e-aea3-04e2851dc1d2", name: "shop", slug: "github/acme/shop" },
        organization: { id: "f22b6566-597d-46d5-ba74-99ef5bb3d85c", name: "acme" },
    };
}
export const circleci = defineSamples({
    headers: (_context, type) => ({
        "content-type": "application/json",
        "user-agent": "CircleCI-Webhook/1.0",
        "circleci-event-type": type,
    }),
    events: {
        "workflow-completed": (context) => ({
            payload: completed(context, "workflow-completed", "success", false),
        }),
        "job-completed": (context) => ({ payload: completed(context, "job-completed", "failed", true) }),
    },
});
