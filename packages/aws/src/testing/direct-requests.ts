import { Agent } from "node:http";
import { Socket } from "node:net";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/** As Node has them: msw puts others in their place while it listens. */
const { connect } = Socket.prototype;
const addRequest: unknown = Reflect.get(Agent.prototype, "addRequest");

/** A client of the SDK, as far as it is changed here. */
interface Client {
  readonly config: { requestHandler: { handle: NodeHttpHandler["handle"] } };
}

/**
 * Sends a client's requests past msw while `isDirect`: passing one on unchanged costs msw as much as the service needs
 * to answer it, and the replay suites make a hundred thousand.
 */
export function sendDirectly(client: Client, isDirect: () => boolean): void {
  const watched = client.config.requestHandler;
  const direct = new NodeHttpHandler({ httpAgent: directAgent() });
  client.config.requestHandler = new Proxy(watched, {
    get(target, name, receiver) {
      if (name === "handle" && isDirect()) return direct.handle.bind(direct);
      if (name === "destroy") direct.destroy();
      const value: unknown = Reflect.get(target, name, receiver);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function directAgent(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  agent.createConnection = (options) => {
    const socket = new Socket();
    Reflect.apply(connect, socket, [options]);
    return socket;
  };
  return Object.assign(agent, { addRequest });
}
