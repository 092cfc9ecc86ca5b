package main

import (
	"net"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
	"k8s.io/klog/v2"
)

// forgetConnections deletes the conntrack entries of connections from and to a pod, so that their next packet counts as a
// first one and is judged. Returns how many there were.
func forgetConnections(address net.IP) int {
	family := netlink.InetFamily(unix.AF_INET6)
	if address.To4() != nil {
		family = unix.AF_INET
	}
	var filters []netlink.CustomConntrackFilter
	// A Service's client sees the Service's address: who really answers stands in the reply's source.
	for _, side := range []netlink.ConntrackFilterType{netlink.ConntrackOrigSrcIP, netlink.ConntrackReplySrcIP} {
		filter := &netlink.ConntrackFilter{}
		if err := filter.AddIP(side, address); err != nil {
			klog.ErrorS(err, "cannot look for connections", "pod", address)
			return 0
		}
		filters = append(filters, filter)
	}
	deleted, err := netlink.ConntrackDeleteFilters(netlink.ConntrackTable, family, filters...)
	if err != nil {
		klog.ErrorS(err, "cannot forget connections", "pod", address)
	}
	return int(deleted)
}
