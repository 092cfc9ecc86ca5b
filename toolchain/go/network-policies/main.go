// Command network-policies enforces Kubernetes NetworkPolicies with the evaluator of sigs.k8s.io/kube-network-policies, for
// kernels without nftables' queue expression: it gives verdicts on an NFQUEUE that an iptables rule fills with the first
// packet of every forwarded connection, `iptables -I FORWARD -m conntrack --ctstate NEW -j NFQUEUE --queue-num N --queue-bypass`.
package main

import (
	"context"
	"flag"
	"os/signal"
	"syscall"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
	"sigs.k8s.io/kube-network-policies/pkg/podinfo"
)

func main() {
	queue := flag.Uint("queue", 100, "number of the NFQUEUE to give verdicts on")
	node := flag.String("node", "", "name of the node whose pods are looked after")
	kubeconfig := flag.String("kubeconfig", "", "path of a kubeconfig; empty: the pod's service account")
	klog.InitFlags(nil)
	flag.Parse()
	if *node == "" {
		klog.Exit("--node wants the node's name (spec.nodeName of this pod)")
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, uint16(*queue), *node, *kubeconfig); err != nil {
		klog.Exit(err)
	}
}

func run(ctx context.Context, queue uint16, node, kubeconfig string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	pods, namespaces := factory.Core().V1().Pods(), factory.Core().V1().Namespaces()
	policies := factory.Networking().V1().NetworkPolicies()
	byAddress, err := podinfo.NewInformerResolver(pods.Informer())
	if err != nil {
		return err
	}
	provider := podinfo.NewInformerProvider(pods, namespaces, nil, []podinfo.IPResolver{byAddress})
	standard := networkpolicy.NewStandardNetworkPolicy(node, namespaces, pods, policies)
	engine := networkpolicy.NewPolicyEngine(provider, []api.PolicyEvaluator{standard})
	if err := followPolicies(policies.Informer(), pods.Lister(), node); err != nil {
		return err
	}

	factory.Start(ctx.Done())
	// A packet judged before the pods are known would be let through: no verdict until then (`--queue-bypass` lets it pass, too,
	// but nothing claims it was judged).
	if !cache.WaitForCacheSync(ctx.Done(), standard.Ready) {
		return ctx.Err()
	}
	return judge(ctx, queue, engine)
}
