import type { Advice } from "../fixes/advise.ts";

/** A fix for people: what it did, and where it did something, how to do it. */
export function fixLines({
  fix,
  title,
  measured,
  outcome,
  commands,
  others,
  pulumi,
}: Advice): readonly string[] {
  const head = [`  fix ${fix}: ${title}`, `    ${measured}`];
  if (outcome === "no effect") return head;
  return [
    ...head,
    ...commands.map((command) => `    $ ${command}`),
    ...others.flatMap(({ resource, manifest }) => [
      `    ${resource}, which is no object of the cluster:`,
      ...manifest.split("\n").map((line) => `      ${line}`),
    ]),
    ...(commands.length > 0 || others.length > 0 ? pulumi.slice(0, -2).map((line) => `    |${line}`) : []),
  ];
}
