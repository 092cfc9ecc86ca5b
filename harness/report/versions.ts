import type { ComponentIdentity } from "../journal/events.ts";
import { type Cell, kubernetesOf } from "../plan/cell.ts";

/** Versions under test by component ("kubernetes", "metricsServer", "kubectl" …), from the cell and the toolchain. */
export function versionsOf(
  { platform, metricsServer }: Cell,
  components: readonly ComponentIdentity[],
): Record<string, string> {
  const fromToolchain = components.map(({ component, version }) => [camelCase(component), version] as const);
  return {
    ...Object.fromEntries(fromToolchain),
    ...(metricsServer !== undefined && { metricsServer }),
    ...(platform.kubernetes !== undefined && { [platform.distribution]: platform.version }),
    kubernetes: kubernetesOf(platform),
  };
}

function camelCase(name: string): string {
  return name.replace(/[-/.](\w)/g, (_, letter: string) => letter.toUpperCase());
}
