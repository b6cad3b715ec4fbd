import type { Deployed } from "../checks/check.ts";
import type { Graph, Inputs, Resource } from "../graph.ts";
import { at } from "../graph.ts";

/** Something that somebody could get wrong, and the sentence that is then no longer so. */
export interface Mistake {
  readonly mistake: string;
  /** The sentence of the check that has to notice; others may notice too. */
  readonly noticed: string;
  readonly make: (deployed: Deployed) => Deployed;
}

/** A mistake in what is deployed, in contrast to what it is made from. */
export function inGraph(mistake: string, noticed: string, make: (graph: Graph) => Graph): Mistake {
  return { mistake, noticed, make: (deployed) => ({ ...deployed, graph: make(deployed.graph) }) };
}

/** The same graph with other inputs of one resource. Throws when there is no such resource: nothing would be wrong. */
export function change(graph: Graph, name: string, inputs: (inputs: Inputs) => Inputs): Graph {
  return replaceResource(graph, name, (resource) => ({
    ...resource,
    inputs: { ...resource.inputs, ...inputs(resource.inputs) },
  }));
}

export function drop(graph: Graph, name: string): Graph {
  resourceNamed(graph, name);
  return { ...graph, resources: graph.resources.filter((resource) => !isCalled(resource, name)) };
}

export function add(graph: Graph, resource: Pick<Resource, "type" | "name" | "inputs">): Graph {
  const added: Resource = {
    outputs: resource.inputs,
    secretInputs: [],
    options: { retainOnDelete: false },
    ...resource,
  };
  return { ...graph, resources: [...graph.resources, added] };
}

export function replaceResource(graph: Graph, name: string, by: (resource: Resource) => Resource): Graph {
  resourceNamed(graph, name);
  return {
    ...graph,
    resources: graph.resources.map((resource) => (isCalled(resource, name) ? by(resource) : resource)),
  };
}

/** The resource of AWS's by its name in the code; those of event source mappings end in a hash, which may be left out. */
export function resourceNamed(graph: Graph, name: string): Resource {
  const found = graph.resources.find((resource) => isCalled(resource, name));
  if (found === undefined) throw new Error(`a mistake is made in ${name}, which is not there`);
  return found;
}

/** Another policy of a role, made from its statements. */
export function permit(
  graph: Graph,
  role: string,
  statements: (statements: readonly Inputs[]) => readonly Inputs[],
): Graph {
  return change(graph, role, ({ inlinePolicies }) => ({
    inlinePolicies: (inlinePolicies as readonly Inputs[]).map((policy) => ({
      ...policy, // safe: a role's inline policies
      policy: JSON.stringify({ Statement: statements(at(policy, "policy.Statement") as readonly Inputs[]) }), // safe: its statements
    })),
  }));
}

function isCalled({ type, name }: Resource, wanted: string): boolean {
  if (!type.startsWith("aws:")) return false;
  return (
    name === wanted ||
    (name.startsWith(wanted) && name.endsWith("EventSourceMapping") && wanted.endsWith("Subscriber"))
  );
}
