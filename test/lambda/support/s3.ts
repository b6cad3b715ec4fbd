import { createS3Service, s3Error } from "@hookyard/aws/testing/s3-service";
import { createServiceServer, type LoopbackServer, serveOnLoopback } from "./http-server.ts";

export interface S3 extends LoopbackServer {
  /** By `<bucket>/<key>`. */
  readonly objects: Map<string, Buffer>;
  isDown: boolean;
}

/** S3 at the wire. */
export async function startS3(bucket: string): Promise<S3> {
  const service = createS3Service([bucket]);
  const state = { isDown: false };
  const server = createServiceServer(async (request) =>
    state.isDown ? s3Error("SlowDown", 503) : service.handle(request),
  );
  return Object.assign(state, await serveOnLoopback(server), { objects: service.objects });
}
