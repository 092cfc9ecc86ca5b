import { expect, it } from "vitest";
import { conntrackFilter } from "../../../../provider/faultline/conntrack-filter.ts";

it.each([
  [
    ["-p", "tcp", "--dport", "10250"],
    ["-p", "tcp", "--dport", "10250"],
  ],
  [
    ["--protocol", "udp", "-i", "eth0", "--destination", "10.0.0.1"],
    ["-p", "udp", "-d", "10.0.0.1"],
  ],
  [
    ["-p", "tcp", "!", "-s", "10.0.0.0/8"],
    ["-p", "tcp"],
  ],
  [["-m", "conntrack", "--ctstate", "NEW"], []],
])("the flows of %j are %j", (match, flows) => {
  expect(conntrackFilter(match)).toEqual(flows);
});
