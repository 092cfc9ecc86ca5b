package main

import (
	"context"
	"time"

	"github.com/florianl/go-nfqueue/v2"
	"k8s.io/klog/v2"
	"sigs.k8s.io/kube-network-policies/pkg/network"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
)

// judge gives a verdict on every packet of the queue until ctx ends. No conntrack data is asked for: kernels without that
// part of nfnetlink_queue refuse the whole queue.
func judge(ctx context.Context, queue uint16, engine *networkpolicy.PolicyEngine) error {
	packets, err := nfqueue.Open(&nfqueue.Config{
		NfQueue:      queue,
		Flags:        nfqueue.NfQaCfgFlagGSO,
		Copymode:     nfqueue.NfQnlCopyPacket,
		MaxPacketLen: 128, // the headers
		MaxQueueLen:  1024,
		WriteTimeout: 100 * time.Millisecond,
	})
	if err != nil {
		return err
	}
	defer packets.Close()
	onPacket := func(packet nfqueue.Attribute) int {
		verdict := nfqueue.NfDrop
		if allowed(ctx, packet, engine) {
			verdict = nfqueue.NfAccept
		}
		if err := packets.SetVerdict(*packet.PacketID, verdict); err != nil {
			klog.ErrorS(err, "no verdict set", "packet", *packet.PacketID)
		}
		return 0
	}
	onError := func(err error) int {
		klog.ErrorS(err, "reading the queue", "queue", queue)
		return 0
	}
	if err := packets.RegisterWithErrorFunc(ctx, onPacket, onError); err != nil {
		return err
	}
	klog.InfoS("enforcing", "queue", queue)
	<-ctx.Done()
	return nil
}

func allowed(ctx context.Context, packet nfqueue.Attribute, engine *networkpolicy.PolicyEngine) bool {
	if packet.Payload == nil {
		return true
	}
	parsed, err := network.ParsePacket(*packet.Payload)
	if err != nil {
		// Policies speak of TCP, UDP and SCTP; whatever else pods send is none of theirs.
		return true
	}
	parsed.ID = *packet.PacketID
	accepted, err := engine.EvaluatePacket(ctx, &parsed)
	if err != nil {
		klog.ErrorS(err, "cannot judge", "from", parsed.SrcIP, "to", parsed.DstIP, "port", parsed.DstPort)
		return false
	}
	if !accepted {
		klog.InfoS("denied", "from", parsed.SrcIP, "to", parsed.DstIP, "port", parsed.DstPort, "protocol", parsed.Proto)
	}
	return accepted
}
