import { testBodies } from "@hookyard/core/port/bodies.contract";
import { createAwsWorld } from "../testing/aws-world.ts";
import { createS3Bodies } from "./s3-bodies.ts";

testBodies("S3", async () => {
  const world = await createAwsWorld();
  const maxBytes = 2 * 1024 ** 2;
  return {
    bodies: createS3Bodies({ s3: world.s3, bucket: world.bucket, maxBytes }),
    maxBytes,
    corrupt: async (reference, text) => {
      world.s3Service.objects.set(reference.slice("s3://".length), Buffer.from(text));
    },
    close: () => world.close(),
  };
});
