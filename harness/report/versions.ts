import type { ComponentIdentity } from "../journal/events.ts";
import { type Cell, kubernetesOf } from "../plan/cell.ts";
import { cellParts } from "../plan/cell-parts.ts";
import type { Scenario } from "../scenario/types.ts";

/** Versions under test by component ("kubernetes", "metricsServer", "kubectl" …), from the cell, its scenario and the toolchain. */
export function versionsOf(
  cell: Cell,
  { components, scenario }: { components: readonly ComponentIdentity[]; scenario: Scenario | undefined },
): Record<string, string> {
  const fromToolchain = components.map(({ component, version }) => [camelCase(component), version] as const);
  const { distribution, version } = cell.platform;
  return {
    ...Object.fromEntries(fromToolchain),
    ...(scenario && {
      metricsServer: scenario.healthy(cellParts(scenario, cell).platform).metricsServer.version,
    }),
    ...(cell.platform.kubernetes !== undefined && { [distribution]: version }),
    kubernetes: kubernetesOf(cell.platform),
  };
}

function camelCase(name: string): string {
  return name.replace(/[-/.](\w)/g, (_, letter: string) => letter.toUpperCase());
}
