import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import { livingOwner, type Owner, ownerInName, ownerOf } from "../../base/ledger/owner.ts";

export interface Claim {
  /** Lets the next one in; never throws for a claim that is gone. */
  release(): Promise<void>;
}

export interface ClaimOptions {
  /** One folder a thing; created when absent. */
  readonly dir: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Called once, after a moment, when another living process holds the claim. */
  readonly onWait?: (holder: Owner) => void;
  /** Who claims; this process unless a test says otherwise. */
  readonly owner?: Owner;
}

const POLL_MS = 200;

/**
 * Waits until no other living process claims `dir`, and holds it. Every claimant writes a file named after itself and then
 * looks: alone, it holds; not alone, it withdraws and tries again. Claims of dead processes (pid and start ticks) count for
 * nothing and are swept by whoever sees them; as no two processes share a name, sweeping cannot hit a living claim.
 */
export async function claim(options: ClaimOptions): Promise<Claim> {
  const { dir, clock, signal, onWait } = options;
  const mine = `${ownerInName(options.owner ?? ownerOf(process.pid))}-${randomBytes(4).toString("hex")}`;
  for (let round = 1; ; round += 1) {
    signal?.throwIfAborted();
    let holder = await livingClaim(dir, mine);
    if (!holder) {
      if (!(await written(dir, mine))) continue;
      holder = await livingClaim(dir, mine);
      if (!holder) return { release: () => withdraw(dir, mine) };
      await withdraw(dir, mine);
    }
    // Not in the first round: two that came at once have only met.
    if (round === 2) onWait?.(holder);
    // Uneven, so that two that withdrew at once do not meet again.
    await clock.sleep(POLL_MS * (0.5 + Math.random()), signal);
  }
}

async function written(dir: string, mine: string): Promise<boolean> {
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, mine), "", { flag: "wx" });
    return true;
  } catch (error) {
    // The last one out removes the folder, perhaps just now.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

async function withdraw(dir: string, mine: string): Promise<void> {
  await rm(join(dir, mine), { force: true });
  // Only an empty folder goes.
  await rmdir(dir).catch(() => undefined);
}

async function livingClaim(dir: string, except: string): Promise<Owner | undefined> {
  for (const name of await readdir(dir).catch(() => [])) {
    if (name === except) continue;
    const owner = livingOwner(name);
    if (owner) return owner;
    await rm(join(dir, name), { force: true });
  }
  return undefined;
}
