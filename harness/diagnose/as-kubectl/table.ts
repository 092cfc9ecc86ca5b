import { z } from "zod";
import { columns } from "../../../base/text/columns.ts";
import { parsed } from "./error-words.ts";

/** The API server prints: kubectl shows the columns of priority 0 as they come. */
export const TABLE_ACCEPT = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

const tableSchema = z.object({
  kind: z.literal("Table"),
  columnDefinitions: z.array(z.object({ name: z.string(), priority: z.number().default(0) })),
  rows: z.array(z.object({ cells: z.array(z.unknown()) })).nullish(),
});

/** What `kubectl get` prints of a Table; undefined for what is none. */
export function tableText(body: string): string | undefined {
  const table = tableSchema.safeParse(parsed(body));
  if (!table.success) return undefined;
  const { columnDefinitions, rows } = table.data;
  if (!rows || rows.length === 0) return "No resources found";
  const shown = columnDefinitions.flatMap(({ priority }, index) => (priority === 0 ? [index] : []));
  const header = shown.map((index) => (columnDefinitions[index]?.name ?? "").toUpperCase());
  return columns([header, ...rows.map(({ cells }) => shown.map((index) => String(cells[index] ?? "")))]).join(
    "\n",
  );
}
