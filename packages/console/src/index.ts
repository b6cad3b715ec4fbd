export { type ConsoleKeys, consoleKeys, consoleLink } from "./server/access.ts";
export { type Console, type ConsoleOptions, createConsole } from "./server/console.ts";
