/**
 * `npm run generate:sst-types`: writes `sst-env.d.ts` without an account. SST writes it at a deploy, from what it has
 * deployed; here the same resources come from the evaluated graph (see `test/infra`, which holds the file against it).
 */
import { writeFileSync } from "node:fs";
import { type EvaluatedGraph, linkedResources, sstTypes } from "./sst-types.ts";

/** What is used of `test/infra/deploy.ts`, which has a type checker of its own: SST's globals are known only there. */
interface Deploy {
  deploy(options: { readonly stage: string }): Promise<{ readonly graph: EvaluatedGraph }>;
}

const { deploy } = (await import(new URL("../test/infra/deploy.ts", import.meta.url).href)) as Deploy; // safe: as above
const { graph } = await deploy({ stage: "production" });
writeFileSync(new URL("../sst-env.d.ts", import.meta.url), sstTypes(linkedResources(graph)));
