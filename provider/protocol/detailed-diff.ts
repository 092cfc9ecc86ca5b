import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type { JudgedChange } from "./changes.ts";
import { formatPath } from "./path.ts";
import type { ResourceDiff } from "./plugin.ts";

type DiffResponse = InstanceType<typeof providerPb.DiffResponse>;

/** Changes as the engine's DiffResponse: one entry a leaf in the detailed diff, `-REPLACE` where it cannot be made in place. */
export function diffResponse(diff: ResourceDiff): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = providerPb.DiffResponse.DiffChanges;
  const response = new providerPb.DiffResponse();
  response.setChanges(diff.changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setHasdetaileddiff(true);
  response.setDeletebeforereplace(diff.deleteBeforeReplace);
  for (const change of diff.changes) {
    const entry = new providerPb.PropertyDiff();
    entry.setKind(kindOf(change));
    entry.setInputdiff(true);
    response.getDetaileddiffMap().set(formatPath(change.path), entry);
    if (change.replace) response.addReplaces(formatPath(change.path));
  }
  response.setDiffsList([...new Set(diff.changes.map((change) => String(change.path[0] ?? "")))]);
  return response;
}

function kindOf({ kind: what, replace }: JudgedChange) {
  const kind = providerPb.PropertyDiff.Kind;
  if (what === "add") return replace ? kind.ADD_REPLACE : kind.ADD;
  if (what === "delete") return replace ? kind.DELETE_REPLACE : kind.DELETE;
  return replace ? kind.UPDATE_REPLACE : kind.UPDATE;
}
