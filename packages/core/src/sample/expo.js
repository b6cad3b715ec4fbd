import { defineSamples } from "./sample.ts";
export const expo = defineSamples({
    headers: () => ({
        "content-type": "application/json",
        "user-agent": "got (https://github.com/sindresorhus/got)",
    }),
    events: {
        "build.finished": (context) => {
            const id = context.uuid();
            return {
                payload: {
                    id,
                    accountName: "acme",
                    projectName: "shop",
                    buildDetailsPageUrl: `https://expo.dev/accounts/acme/projects/shop/builds/${id}`,
                    appId: context.uuid(),
                    initiatingUserId: context.uuid(),
                    platform: "ios",
                    status: "finished",
                    artifacts: { buildUrl: `https://expo.dev/artifacts/eas/${context.id(22)}.ipa` },
                    metadata: {
                        appName: "Shop",
                        username: "ada",
                        workflow: "managed",
                        appVersion: "1.4.0",
                        appBuildVersion: "7",
                        buildProfile: "production",
                        distribution: "store",
                        gitCommitHash: Buffer.from(context.random(20)).toString("hex"),
                        gitCommitMessage: "Show prices with tax",
                    },
                    createdAt: context.now.toISOString(),
                    completedAt: context.now.toISOString(),
                    updatedAt: context.now.toISOString(),
                    provisioningStartedAt: context.now.toISOString(),
                },
            };
        },
    },
});
