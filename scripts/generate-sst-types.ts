/**
 * `npm run generate:sst-types`: writes `sst-env.d.ts` without an account. SST writes it at a deploy, from what it has
 * deployed; here the same resources come from the evaluated graph (see `test/infra`).
 */
import { writeFileSync } from "node:fs";
import { type LinkedResource, sstTypes } from "./sst-types.ts";

/** What is used of `test/infra/deploy.ts`, which has a type checker of its own: SST's globals are known only there. */
interface Deploy {
  deploy(options: { readonly stage: string }): Promise<{
    readonly graph: {
      readonly resources: readonly {
        readonly type: string;
        readonly name: string;
        readonly inputs: Readonly<Record<string, unknown>>;
      }[];
    };
  }>;
}

const suffix = "LinkRef";
const { deploy } = (await import(new URL("../test/infra/deploy.ts", import.meta.url).href)) as Deploy; // safe: as above
const { graph } = await deploy({ stage: "production" });
const types = new Map(graph.resources.map(({ name, type }) => [`${type.split(":")[0]} ${name}`, type]));
const links = graph.resources.flatMap(({ type, name, inputs }): readonly LinkedResource[] => {
  if (type !== `sst:sst:${suffix}`) return [];
  const target = name.slice(0, -suffix.length);
  const properties = inputs["properties"] as LinkedResource["properties"]; // safe: what SST gives each of them
  return [{ name: target, type: types.get(`sst ${target}`) ?? "sst:sst:Linkable", properties }];
});
writeFileSync(new URL("../sst-env.d.ts", import.meta.url), sstTypes(links));
