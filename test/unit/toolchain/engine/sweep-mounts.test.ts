import { expect, test } from "vitest";
import { mountsBelow } from "../../../../toolchain/engine/undo/sweep-mounts.ts";

const MOUNTINFO = `22 1 254:0 / / rw - ext4 /dev/vda rw
30 22 0:50 / /state/exec/netns/ab\\040c rw - nsfs nsfs rw
31 22 0:51 / /data/overlay2/x/merged rw - overlay overlay rw
32 31 0:52 / /data/overlay2/x/merged/shm rw - tmpfs shm rw
33 22 0:53 / /data2/other rw - tmpfs tmpfs rw
`;

test("mounts below the folders, inner ones first, with spaces decoded", () => {
  expect(mountsBelow(MOUNTINFO, ["/data", "/state/exec"])).toEqual([
    "/data/overlay2/x/merged/shm",
    "/data/overlay2/x/merged",
    "/state/exec/netns/ab c",
  ]);
});
