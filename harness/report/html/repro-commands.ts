import { shellQuote } from "../../../base/text/shell-quote.ts";
import { kubernetesAskedOf } from "../../plan/cell-platform.ts";
import { pointText } from "../../plan/point.ts";
import { oneLine } from "../clean-text.ts";
import type { MatrixCell } from "../matrix-schema.ts";
import { html, type Markup } from "./markup.ts";

/** How to see it oneself: the fault kept on a cluster, a fix put on it, the same cell again. */
export function reproCommands(cell: MatrixCell): Markup {
  const commands = commandsOf(cell).map(({ why, command }) => `# ${why}\n${command}\n`);
  return html`<div class="repro"><h4>See it yourself</h4><pre tabindex="0" role="region" aria-label="Commands that repeat ${cell.id}">${commands}</pre></div>`;
}

function commandsOf({ id, scenario, fix, platform }: MatrixCell) {
  const kubernetes = kubernetesAskedOf(platform);
  const { metricsServer, helm } = platform;
  const at = pointText({
    ...(kubernetes !== undefined && { kubernetes }),
    ...(metricsServer !== undefined && { metricsServer }),
    ...(helm !== undefined && { helm }),
  });
  const isAsked = metricsServer !== undefined || helm !== undefined || id.includes("+kubernetes");
  const asked = at && isAsked ? ` --at ${at}` : "";
  return [
    { why: "stand up the fault and keep it", command: `npx faultline repro ${word(scenario)}` },
    ...(fix === "nothing"
      ? []
      : [
          {
            why: "then put this fix on it",
            command: `npx faultline stack up ${word(scenario)} --variant ${word(`fix:${fix}`)}`,
          },
        ]),
    { why: "or run this cell again, and judge it", command: `npx faultline run ${word(id)}${asked}` },
  ];
}

/** As a shell takes it, whatever a journal calls a scenario. */
function word(text: string): string {
  return /^[\w./:=@,+-]+$/.test(text) ? text : shellQuote(oneLine(text));
}
