import { defineFamily } from "./definition.ts";
import { id, maybe, shape, text } from "./field.ts";
const fields = {
    deploymentId: id,
    project: maybe(text, "The project, site or service that is deployed."),
    repository: maybe(text, "`owner/name`."),
    environment: maybe(text, "Where to: `production`, `preview`."),
    branch: maybe(text),
    commit: maybe(id),
    commitMessage: maybe(text),
    author: maybe(text, "Who began it."),
    url: maybe(text, "Where the deployed thing can be seen."),
    logUrl: maybe(text, "The provider's page about the deployment."),
};
const deployment = shape(fields);
export const deploymentEvents = defineFamily("Software on its way to where it runs.", {
    "deployment.created": {
        description: "A deployment was asked for.",
        schema: deployment,
    },
    "deployment.started": { description: "A deployment is running.", schema: deployment },
    "deployment.succeeded": {
        description: "A deployment ended well; what it deployed can be reached.",
        schema: deployment,
    },
    "deployment.failed": {
        description: "A deployment failed.",
        schema: shape({ ...fields, failureMessage: maybe(text) }),
    },
    "deployment.canceled": {
        description: "A deployment was called off.",
        schema: deployment,
    },
});
