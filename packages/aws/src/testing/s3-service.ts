import { hash } from "node:crypto";

export interface S3Service {
  /** Answers one HTTP request as S3 does, with the bucket in the path. Knows to put, get and delete objects. */
  readonly handle: (request: Request) => Promise<Response>;
  /** By `<bucket>/<key>`. */
  readonly objects: Map<string, Buffer>;
  /** What the next requests are answered, one each; `undefined`: it is carried out. */
  readonly faults: ((request: Request) => Response | undefined | Promise<Response | undefined>)[];
}

/** A stand-in for S3 at the wire: bytes under a key, with the checksum that was sent checked as S3 does. */
export function createS3Service(buckets: readonly string[]): S3Service {
  const service: S3Service = {
    objects: new Map(),
    faults: [],
    async handle(request) {
      const answer = await service.faults.shift()?.(request);
      if (answer !== undefined) return answer;
      const path = decodeURIComponent(new URL(request.url).pathname.slice(1));
      if (!buckets.includes(path.split("/")[0] ?? "")) return s3Error("NoSuchBucket", 404);
      switch (request.method) {
        case "PUT":
          return put(service, path, request);
        case "GET": {
          const found = service.objects.get(path);
          return found === undefined ? s3Error("NoSuchKey", 404) : new Response(new Uint8Array(found));
        }
        case "DELETE":
          service.objects.delete(path);
          return new Response(null, { status: 204 });
        default:
          return s3Error("MethodNotAllowed", 405);
      }
    },
  };
  return service;
}

async function put(service: S3Service, path: string, request: Request): Promise<Response> {
  const bytes = Buffer.from(await request.arrayBuffer());
  const wanted = request.headers.get("x-amz-checksum-sha256");
  if (wanted !== null && hash("sha256", bytes, "base64") !== wanted) return s3Error("BadDigest", 400);
  service.objects.set(path, bytes);
  return new Response(null, { status: 200, headers: { etag: '"x"' } });
}

/** An error as S3 answers it. */
export function s3Error(code: string, status: number): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return new Response(body, { status, headers: { "content-type": "application/xml" } });
}
