import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import type { Build, Inputs } from "../graph.ts";
import { root } from "../platform.ts";

export interface RpcServer {
  readonly url: string;
  /** What each function was bundled with, by its name. */
  readonly builds: Readonly<Record<string, Build>>;
  close(): Promise<void>;
}

/** Stands for the part of SST's command line that its components call: where assets go, and the bundling of functions. */
export async function startRpcServer(work: string): Promise<RpcServer> {
  const builds: Record<string, Build> = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      const call: Call = JSON.parse(Buffer.concat(chunks).toString());
      void answer(call, work, builds)
        .then((result) => response.end(JSON.stringify({ result })))
        .catch((error: unknown) => response.end(JSON.stringify({ error: String(error) })));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    builds,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

interface Call {
  readonly method: string;
  readonly params: readonly [
    {
      readonly functionID: string;
      readonly handler: string;
      readonly links?: Inputs;
      readonly copyFiles?: readonly { readonly from: string; readonly to: string }[];
      readonly properties?: {
        readonly splitting?: boolean;
        readonly esbuild?: { readonly external?: readonly string[] };
      };
    },
  ];
}

async function answer(
  { method, params: [input] }: Call,
  work: string,
  builds: Record<string, Build>,
): Promise<unknown> {
  switch (method) {
    case "Provider.Aws.Bootstrap":
      return {
        asset: "assets",
        state: "state",
        assetEcrRegistryId: "1",
        assetEcrUrl: "ecr",
        appsyncHttp: "",
        appsyncRealtime: "",
      };
    case "Runtime.Build":
      builds[input.functionID] = await buildOf(input);
      return bundled(input, work);
    default:
      throw new Error(
        `the components call ${method}: say in test/infra/evaluation/rpc-server.ts what it answers`,
      );
  }
}

async function buildOf({ links = {}, copyFiles = [], properties }: Call["params"][0]): Promise<Build> {
  const copied = copyFiles.map(async ({ from, to }) => (await readdir(from)).map((file) => `${to}/${file}`));
  return {
    links,
    copiedFiles: (await Promise.all(copied)).flat(),
    external: properties?.esbuild?.external ?? [],
    isSplit: properties?.splitting === true,
  };
}

/** The function's file and its exported handler have to be there, as for SST. The bundle itself is `test/lambda`'s. */
async function bundled({ functionID, handler }: Call["params"][0], work: string): Promise<unknown> {
  const dot = handler.lastIndexOf(".");
  const file = `${handler.slice(0, dot)}.ts`;
  const exported = handler.slice(dot + 1);
  const out = join(work, "functions", functionID);
  const failed = (error: string): unknown => ({ handler: "", out, errors: [error], sourcemaps: [] });
  if (!existsSync(join(root, file))) return failed(`Handler not found: ${handler}: there is no ${file}`);

  const exports = await exportsOf(file);
  if (!exports.includes(exported))
    return failed(`Handler not found: ${handler}: ${file} exports no "${exported}"`);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "bundle.mjs"), `export const handler = ${JSON.stringify(handler)};\n`);
  return { handler: `bundle.${exported}`, out, errors: [], sourcemaps: [] };
}

const known = new Map<string, Promise<readonly string[]>>();

/** What a file exports, once it and the files of its package are found to be code. */
function exportsOf(file: string): Promise<readonly string[]> {
  const found = known.get(file) ?? findExports(file);
  known.set(file, found);
  return found;
}

async function findExports(file: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    outfile: "bundle.mjs",
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "silent",
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}
