import { createIntake, type Intake, type Router } from "@hookyard/core";
import { type Secrets, secretsBySource } from "../secrets.ts";
import { createLargeLane } from "./large-lane.ts";

export interface LanesOptions {
  readonly router: Router;
  readonly routerFile: string;
  readonly secrets: Pick<Secrets, "verify">;
  /** The handlers' environment, for the thread that loads the router once more. */
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => Date;
}

export interface Lanes {
  readonly intake: Intake;
  /** Has all lanes verify with the secrets as they are now. */
  renew(): void;
  close(): Promise<void>;
}

/**
 * From this size on a body is verified and parsed in another thread: at 512 KB that takes about 1.5 ms, at 10 MiB
 * up to 100, for which no other webhook should wait.
 */
const largeBytes = 512 * 1024;

/** The way from a request to its events: small bodies here, large ones beside the event loop. Same code, same result. */
export function createLanes({ router, routerFile, secrets, env, now }: LanesOptions): Lanes {
  const here = createIntake({ router, secrets: secrets.verify, now, fetch, recordsRequests: true });
  const current = () => secretsBySource(router, secrets);
  const large = createLargeLane({ routerFile, secrets: current(), env });
  return {
    intake: (source, request) =>
      request.body.byteLength < largeBytes ? here(source, request) : large.intake(source, request),
    renew: () => large.renew(current()),
    close: large.close,
  };
}
