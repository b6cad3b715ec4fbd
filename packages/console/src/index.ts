export { type ConsoleKeys, consoleKeys } from "./server/access.ts";
export { type Console, type ConsoleOptions, createConsole } from "./server/console.ts";
