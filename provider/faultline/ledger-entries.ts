import type { LedgerEntry, Thing } from "../../base/ledger/entry.ts";
import type { Context } from "./context.ts";

/** Open entries of things in this engine. */
export async function openEntries(
  context: Context,
  isMeant: (thing: Thing) => boolean,
): Promise<readonly LedgerEntry[]> {
  const entries = await (await context.ledger()).entries();
  return entries.filter(
    ({ state, thing }) =>
      state === "open" && "dockerHost" in thing && thing.dockerHost === context.dockerHost && isMeant(thing),
  );
}

/** Closes them; also of what was recorded and then never made. */
export async function closeEntries(context: Context, isMeant: (thing: Thing) => boolean): Promise<void> {
  const ledger = await context.ledger();
  for (const { id } of await openEntries(context, isMeant)) await ledger.close(id);
}

/** Containers and volumes whose name is meant. */
export const containersAndVolumes =
  (isMeant: (name: string) => boolean) =>
  (thing: Thing): boolean =>
    (thing.kind === "container" || thing.kind === "volume") && isMeant(thing.name);
