import type { Plugin } from "esbuild";

/**
 * Leaves the SDK's default chain of credentials out of a bundle. A function that passes its own credentials, as
 * Hookyard's do, never asks it; the clients import it all the same.
 */
export const environmentOnly: Plugin = {
  name: "environment-only",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: "none",
      namespace: "environment-only",
    }));
    onLoad({ filter: /.*/, namespace: "environment-only" }, () => ({
      contents: `export const defaultProvider = () => async () => { throw new Error("no credentials"); };`,
    }));
  },
};
