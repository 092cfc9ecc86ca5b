import { readdir, readFile } from "node:fs/promises";

/** Names of the machine's network links. */
export async function linkNames(net = "/sys/class/net"): Promise<readonly string[]> {
  return readdir(net).catch(() => []);
}

const BRIDGE = /^(docker0|br-[0-9a-f]{12}|fl-[0-9a-f]+)$/;
const CONTAINER_END = /^veth[0-9a-f]{7}$/;

/**
 * Links that an engine made since `before` and left: its bridges, what is still in one of them, and pairs of which no end has come into
 * a container. A daemon that is killed while it starts a container leaves such a pair, and nothing but the next daemon's start removes it.
 * What is in a bridge comes before it.
 */
export async function linksLeft(
  before: readonly string[],
  net = "/sys/class/net",
): Promise<readonly string[]> {
  const fresh = (await linkNames(net)).filter((name) => !before.includes(name));
  const bridges = fresh.filter((name) => BRIDGE.test(name));
  const ports = await Promise.all(bridges.map((bridge) => linkNames(`${net}/${bridge}/brif`)));
  const ends = await Promise.all(
    fresh
      .filter((name) => CONTAINER_END.test(name))
      .map(async (name) => ({
        name,
        own: await number(`${net}/${name}/ifindex`),
        other: await number(`${net}/${name}/iflink`),
      })),
  );
  // Numbers are each network namespace's own: only where both name one another are both of them here.
  const pairs = ends.filter(({ own, other }) => ends.some((end) => end.own === other && end.other === own));
  return [...new Set([...ports.flat(), ...pairs.map(({ name }) => name), ...bridges])];
}

async function number(file: string): Promise<string> {
  return (await readFile(file, "utf8").catch(() => "none")).trim();
}
