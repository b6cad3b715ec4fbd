/**
 * The environment of Hookyard's own threads: nothing of the process's but where compiled code is cached. With the
 * cache a thread takes 12 MB in place of 22, since none of them loads the TypeScript parser again.
 * @see https://nodejs.org/api/module.html#module-compile-cache
 */
export function threadEnvironment(): NodeJS.ProcessEnv {
  const directory = process.env["NODE_COMPILE_CACHE"];
  return directory === undefined ? {} : { NODE_COMPILE_CACHE: directory };
}
