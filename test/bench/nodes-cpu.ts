/** What a look at the machine saw of its containers; `at` in milliseconds since the epoch. */
interface Look {
  readonly at: number;
  readonly cpu: { readonly containersMs: Readonly<Record<string, number>> };
}

interface Used {
  readonly from: number;
  readonly to: number;
  readonly ms: number;
}

/**
 * What the nodes of clusters used: between two looks a cluster's time is spread evenly. Nodes are named after their cluster; other
 * containers are not of the run.
 */
export function nodesCpu(looks: readonly Look[], lived: readonly { readonly cluster: string }[]) {
  const clusters = [...new Set(lived.map(({ cluster }) => cluster))];
  const used = new Map(clusters.map((cluster) => [cluster, usedBy(looks, cluster)]));
  return {
    total: [...used.values()].flat().reduce((sum, { ms }) => sum + ms, 0),
    of: (cluster: string, from: number, to: number): number =>
      (used.get(cluster) ?? []).reduce((sum, each) => sum + each.ms * overlap(each, from, to), 0),
  };
}

function usedBy(looks: readonly Look[], cluster: string): readonly Used[] {
  const names = new Set(looks.flatMap(({ cpu }) => Object.keys(cpu.containersMs)));
  const own = [...names].filter((name) => name === cluster || name.includes(`${cluster}-`));
  return looks.slice(1).map(({ at, cpu }, i) => {
    const before = looks[i];
    // One that was not there at the look before has begun since.
    const grown = own.map((name) => (cpu.containersMs[name] ?? 0) - (before?.cpu.containersMs[name] ?? 0));
    return { from: before?.at ?? at, to: at, ms: grown.reduce((sum, ms) => sum + Math.max(0, ms), 0) };
  });
}

/** Which part of the time between two looks lies between two moments. */
function overlap({ from, to }: Used, start: number, end: number): number {
  return to > from ? Math.max(0, Math.min(to, end) - Math.max(from, start)) / (to - from) : 0;
}
