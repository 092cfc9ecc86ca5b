/** Nodes that `kubectl top nodes` lists with a value for both CPU and memory (a node without metrics shows `<unknown>`). */
export function nodesWithValues(text: string): string[] {
  return rows(text, "NAME").flatMap(([name, cpu, , memory]) =>
    name && isQuantity(cpu) && isQuantity(memory) ? [name] : [],
  );
}

/** Pods that `kubectl top pods -A` lists, as "namespace/name". */
export function podsListed(text: string): string[] {
  return rows(text, "NAMESPACE").flatMap(([namespace, name, cpu, memory]) =>
    isQuantity(cpu) && isQuantity(memory) ? [`${namespace}/${name}`] : [],
  );
}

/** The rows under the header whose first column is `first`; kubectl aligns columns with runs of spaces. */
function rows(text: string, first: string): string[][] {
  const lines = text.split("\n").map((line) => line.trim().split(/\s+/));
  const header = lines.findIndex((columns) => columns[0] === first);
  return header < 0 ? [] : lines.slice(header + 1);
}

function isQuantity(word: string | undefined): boolean {
  return word !== undefined && /^\d/.test(word);
}
