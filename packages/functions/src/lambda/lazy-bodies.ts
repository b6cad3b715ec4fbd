import type { Bodies } from "@hookyard/core/port/bodies";
import type { Deployment, Variables } from "../deployment.ts";
import { clientOptions } from "./clients.ts";
import { loadOnce } from "./load-once.ts";

/**
 * The bucket of bodies that are too large for the table. The client for S3 is larger than all others together, and a
 * small webhook must not wait for it: it is loaded when the first large one comes.
 */
export function createLazyBodies(deployment: Deployment, variables: Variables): Bodies {
  const bodies = loadOnce(() => load(deployment, variables));
  return {
    put: async (eventId, text) => (await bodies()).put(eventId, text),
    get: async (reference) => (await bodies()).get(reference),
    delete: async (reference) => (await bodies()).delete(reference),
  };
}

async function load(deployment: Deployment, variables: Variables): Promise<Bodies> {
  const [{ createS3Client }, { createS3Bodies }] = await Promise.all([
    import("@hookyard/aws/s3-client"),
    import("@hookyard/aws/bodies/s3-bodies"),
  ]);
  const s3 = createS3Client(clientOptions(deployment, variables, "s3"));
  return createS3Bodies({ s3, bucket: deployment.bucket });
}
