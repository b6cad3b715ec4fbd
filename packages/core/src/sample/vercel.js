import { defineSamples } from "./sample.ts";
function deployment(context, type) {
    const id = `dpl_${context.id(28)}`;
    const host = `shop-${context.id(9).toLowerCase()}-acme.vercel.app`;
    return {
        id: `uev_${context.id(32)}`,
        type,
        createdAt: context.now.getTime(),
        region: null,
        payload: {
            team: { id: "team_nLlpyC6REAqxydlFKbrMDlud" },
            user: { id: "ZspSRT4ljIEEmMHgoDwKWDei" },
            alias: ["shop.example.com"],
            deployment: {
                id,
                name: "shop",
                url: host,
                inspectorUrl: `https://vercel.com/acme/shop/${id.slice(4)}`,
                meta: {
                    githubCommitAuthorLogin: "ada",
                    githubCommitAuthorName: "Ada Lovelace",
                    githubCommitMessage: "Show prices with tax",
                    githubCommitRef: "main",
                    githubCommitSha: Buffer.from(context.random(20)).toString("hex"),
                    githubOrg: "acme",
                    githubRepo: "shop",
                },
            },
            links: {
                deployment: `https://vercel.com/acme/shop/${id.slice(4)}`,
                project: "https://vercel.com/acme/shop",
            },
            plan: "pro",
            project: { id: "prj_2p0lh5x5kYuwfQ4Zr0xjTqHjYKLz" },
            regions: ["fra1"],
            target: "production",
            type: "LAMBDAS",
        },
    };
}
export const vercel = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Vercel-Webhooks/1.0" }),
    events: {
        "deployment.succeeded": (context) => ({ payload: deployment(context, "deployment.succeeded") }),
        "deployment.created": (context) => ({ payload: deployment(context, "deployment.created") }),
        "deployment.error": (context) => ({ payload: deployment(context, "deployment.error") }),
    },
});
