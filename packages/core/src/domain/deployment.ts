import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, maybe, shape, text } from "./field.ts";

const fields = {
  deploymentId: id,
  project: maybe(text),
  repository: maybe(text),
  environment: maybe(text),
  branch: maybe(text),
  commit: maybe(id),
  commitMessage: maybe(text),
  author: maybe(text),
  url: maybe(text),
  logUrl: maybe(text),
};

const deployment = shape(fields);

export const deploymentEvents = defineFamily({
  "deployment.created": deployment,
  "deployment.started": deployment,
  "deployment.succeeded": deployment,
  "deployment.failed": shape({ ...fields, failureMessage: maybe(text) }),
  "deployment.canceled": deployment,
});

export const deploymentWords = {
  family: "Software on its way to where it runs.",
  types: {
    "deployment.created": "A deployment was asked for.",
    "deployment.started": "A deployment is running.",
    "deployment.succeeded": "A deployment ended well; what it deployed can be reached.",
    "deployment.failed": "A deployment failed.",
    "deployment.canceled": "A deployment was called off.",
  },
  fields: {
    project: "The project, site or service that is deployed.",
    repository: "`owner/name`.",
    environment: "Where to: `production`, `preview`.",
    author: "Who began it.",
    url: "Where the deployed thing can be seen.",
    logUrl: "The provider's page about the deployment.",
  },
} satisfies FamilyWords<typeof deploymentEvents>;
