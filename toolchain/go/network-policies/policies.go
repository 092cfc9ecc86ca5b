package main

import (
	"net"

	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/klog/v2"
)

// followPolicies logs every change of a policy and ends what the pods it selects still have open: only first packets of
// connections are judged, so an established one would outlive the policy that forbids it.
func followPolicies(informer cache.SharedIndexInformer, pods corelisters.PodLister, node string) error {
	changed := func(what string, policies ...*networkingv1.NetworkPolicy) {
		addresses := map[string]net.IP{}
		for _, policy := range policies {
			for _, address := range selectedOn(node, policy, pods) {
				addresses[address.String()] = address
			}
		}
		forgotten := 0
		for _, address := range addresses {
			forgotten += forgetConnections(address)
		}
		policy := policies[len(policies)-1]
		klog.InfoS("policy "+what, "policy", klog.KObj(policy), "pods", len(addresses), "connectionsForgotten", forgotten)
	}
	_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: func(object any) {
			if policy, ok := object.(*networkingv1.NetworkPolicy); ok {
				changed("added", policy)
			}
		},
		UpdateFunc: func(old, current any) {
			before, _ := old.(*networkingv1.NetworkPolicy)
			now, ok := current.(*networkingv1.NetworkPolicy)
			if ok && before != nil && !equality.Semantic.DeepEqual(before.Spec, now.Spec) {
				changed("changed", before, now)
			}
		},
		DeleteFunc: func(object any) {
			if tombstone, ok := object.(cache.DeletedFinalStateUnknown); ok {
				object = tombstone.Obj
			}
			if policy, ok := object.(*networkingv1.NetworkPolicy); ok {
				changed("deleted", policy)
			}
		},
	})
	return err
}

// selectedOn lists the addresses of the node's pods that a policy selects; pods in the host's network have none of their own.
func selectedOn(node string, policy *networkingv1.NetworkPolicy, pods corelisters.PodLister) []net.IP {
	selector, err := metav1.LabelSelectorAsSelector(&policy.Spec.PodSelector)
	if err != nil {
		selector = labels.Nothing()
	}
	selected, err := pods.Pods(policy.Namespace).List(selector)
	if err != nil {
		klog.ErrorS(err, "cannot list pods", "policy", klog.KObj(policy))
	}
	var addresses []net.IP
	for _, pod := range selected {
		if pod.Spec.NodeName == node && !pod.Spec.HostNetwork {
			addresses = append(addresses, addressesOf(pod)...)
		}
	}
	return addresses
}

func addressesOf(pod *v1.Pod) []net.IP {
	var addresses []net.IP
	for _, each := range pod.Status.PodIPs {
		if address := net.ParseIP(each.IP); address != nil {
			addresses = append(addresses, address)
		}
	}
	return addresses
}
