import type { Router } from "@hookyard/core/router/router";
import { readEnvironment } from "../environment.ts";
import { findRouter, hasRouter } from "../router-file.ts";
import type { Call } from "./command.ts";
import type { OpenOperator } from "./operator.ts";

type RouterCall = Pick<Call<{ readonly router?: string }>, "io" | "options" | "dataDirectory">;

/** The router, where no process runs that knows it; `undefined` where there is none at hand either. */
export async function stoppedRouter({ io, options, dataDirectory }: RouterCall): Promise<Router | undefined> {
  const { loadRouter, readOwner } = await io.engine();
  if (readOwner(dataDirectory) !== undefined) return undefined;
  if (options.router === undefined && !hasRouter(io.cwd)) return undefined;
  return loadRouter(findRouter(io.cwd, options.router));
}

/** As `withOperator`, with an operator that knows the router and the secrets also where no process runs. */
export async function withDefinedOperator<Result>(
  call: RouterCall,
  work: (open: OpenOperator) => Promise<Result>,
): Promise<Result> {
  const { openOperator } = await call.io.engine();
  const router = await stoppedRouter(call);
  const defined = router === undefined ? {} : { router, env: await readEnvironment(call.io) };
  const open = await openOperator({ dataDirectory: call.dataDirectory, ...defined });
  try {
    return await work(open);
  } finally {
    await open.operator.close();
  }
}
