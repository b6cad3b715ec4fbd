import { idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { s3Error } from "../testing/s3-service.ts";
import { createS3Bodies } from "./s3-bodies.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld({ requestTimeoutMilliseconds: 200 });
});
afterEach(() => world.close());

const never = (): Promise<never> => new Promise(() => undefined);
const twice = <Item>(item: Item): readonly Item[] => [item, item]; // the client tries twice

test.each([
  ["AccessDenied", () => s3Error("AccessDenied", 403)],
  ["ExpiredToken", () => s3Error("ExpiredToken", 400)],
  ["NoSuchBucket", () => s3Error("NoSuchBucket", 404)],
  ["SlowDown", () => s3Error("SlowDown", 503)],
  ["InternalError", () => s3Error("InternalError", 500)],
  ["TimeoutError", never],
])(
  "%s is told as it is, at both ends: a text that cannot be asked for is not one that is gone",
  async (name, fault) => {
    const bodies = createS3Bodies({ s3: world.s3, bucket: world.bucket });
    const reference = await bodies.put(idOf("a"), "text");

    world.s3Service.faults.push(...twice(fault));
    await expect(bodies.put(idOf("b"), "text")).rejects.toMatchObject({ name });
    world.s3Service.faults.length = 0;
    world.s3Service.faults.push(...twice(fault));
    await expect(bodies.get(reference)).rejects.toMatchObject({ name });
  },
);

test("a service that is back at the second try is not noticed", async () => {
  const bodies = createS3Bodies({ s3: world.s3, bucket: world.bucket });
  world.s3Service.faults.push(() => s3Error("SlowDown", 503));

  const reference = await bodies.put(idOf("a"), "text");
  world.s3Service.faults.push(() => s3Error("InternalError", 500));

  expect(await bodies.get(reference)).toBe("text");
});

test("S3 is told the digest, so that bytes that changed on the way are refused", async () => {
  const bodies = createS3Bodies({ s3: world.s3, bucket: world.bucket });
  let digest: string | null = null;
  world.s3Service.faults.push((request) => {
    digest = request.headers.get("x-amz-checksum-sha256");
    return undefined;
  });

  await bodies.put(idOf("a"), "text");

  expect(digest).toBe("mC2ePrmW9VnmM/TRlN7zdh2Qn1o7ZH0ahR/q1nwyydE=");
});

test("an object that is larger than any text is not read", async () => {
  const bodies = createS3Bodies({ s3: world.s3, bucket: world.bucket, maxBytes: 100 });
  const reference = await bodies.put(idOf("a"), "text");
  world.s3Service.objects.set(reference.slice("s3://".length), Buffer.alloc(101));

  await expect(bodies.get(reference)).rejects.toMatchObject({ code: "body_corrupt" });
});
