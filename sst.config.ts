/// <reference path="./.sst/platform/config.d.ts" />

/** What is deployed: `npx sst deploy --stage NAME`. What a team may want to change is in `infra/settings.ts`. */
export default $config({
  app({ stage }) {
    const isProduction = stage === "production";
    return {
      name: "hookyard",
      home: "aws",
      // Production is refused by `sst remove`, and keeps its table and bucket even if it is taken out of here.
      protect: isProduction,
      removal: isProduction ? "retain" : "remove",
      providers: { aws: { defaultTags: { tags: { app: "hookyard", stage } } } },
    };
  },
  async run() {
    const { deployStage } = await import("./infra/stage.ts"); // SST allows no import at the top of this file
    return deployStage();
  },
});
