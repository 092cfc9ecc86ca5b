#!/bin/sh
# Just under its target a HorizontalPodAutoscaler takes away all pods that are not ready: ten replicas, two ready at 98% of it, become two.
#
# Version: pkg/controller/podautoscaler of k8s.io/kubernetes v1.37.2, its replica calculator with metrics given and no tolerance, run on
#   2026-11-29.
# Expected (guess written before): desired = ceil(current x usage / target), so ten replicas at 98% of the target stay ten; pods that are
#   not ready weigh against scaling up, and towards scaling down they are counted with caution, as pods without metrics are.
# Seen: at the target, and up to five times over it, ten replicas stay ten, as the eight are counted as using nothing. One millicore
#   below, the formula runs over the two ready pods alone, and the answer is two, with nothing for eight that are pending, or run and were
#   never ready. Eight that are ready but have no metrics, beside the same two, leave ten. So where new pods come up slowly (an image
#   to pull, no node yet) a usage that wavers about the target swings between all of them and none; a tolerance only moves the edge, and
#   the stabilization window is what stands before it.
# Fails (exit 1) when any of that changes. Needs Go and a module proxy, and minutes to compile; leaves nothing but Go's caches.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
version=0.37.2
kubernetes=$(GOFLAGS=-mod=mod go mod download -json "k8s.io/kubernetes@v1${version#0}" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
{
  printf 'module hpa\ngo 1.26.0\nrequire k8s.io/kubernetes v1%s\n' "${version#0}"
  sed -n "s|^[[:space:]]*k8s.io/\([a-z-]*\) => .*|replace k8s.io/\1 => k8s.io/\1 v$version|p" "$kubernetes"
} >go.mod
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
	metricsclient "k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
)

type metered struct {
	metricsclient.MetricsClient
	usage metricsclient.PodMetricsInfo
}

func (m metered) GetResourceMetric(context.Context, v1.ResourceName, string, labels.Selector, string) (metricsclient.PodMetricsInfo, time.Time, error) {
	return m.usage, time.Now(), nil
}

func main() {
	started := metav1.NewTime(time.Now().Add(-time.Hour))
	requests := v1.ResourceList{v1.ResourceCPU: resource.MustParse("100m")}
	for _, others := range []struct {
		are   string
		phase v1.PodPhase
		ready v1.ConditionStatus
	}{{"pending", v1.PodPending, v1.ConditionFalse}, {"never ready", v1.PodRunning, v1.ConditionFalse}, {"ready without metrics", v1.PodRunning, v1.ConditionTrue}} {
		fmt.Print("eight ", others.are, ":")
		for _, milli := range []int64{49, 50, 51, 250} {
			pods := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
			usage := metricsclient.PodMetricsInfo{}
			for i := range 10 {
				phase, ready := v1.PodRunning, v1.ConditionTrue
				if i >= 2 {
					phase, ready = others.phase, others.ready
				}
				pod := &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprint(i), Namespace: "shop", Labels: labels.Set{"app": "web"}},
					Spec: v1.PodSpec{Containers: []v1.Container{{Name: "main", Resources: v1.ResourceRequirements{Requests: requests}}}},
					Status: v1.PodStatus{Phase: phase, StartTime: &started,
						Conditions: []v1.PodCondition{{Type: v1.PodReady, Status: ready, LastTransitionTime: started}}}}
				if i < 2 || others.are == "never ready" {
					usage[pod.Name] = metricsclient.PodMetric{Timestamp: time.Now(), Window: 15 * time.Second, Value: milli}
				}
				pods.Add(pod)
			}
			calculator := podautoscaler.NewReplicaCalculator(metered{usage: usage}, corelisters.NewPodLister(pods), 5*time.Minute, 30*time.Second)
			replicas, utilization, _, _, err := calculator.GetResourceReplicas(context.Background(), 10, 50, v1.ResourceCPU,
				podautoscaler.Tolerances{}, "shop", labels.SelectorFromSet(labels.Set{"app": "web"}), "")
			if err != nil {
				panic(err)
			}
			fmt.Printf(" %d%% of 50%% makes 10 -> %d;", utilization, replicas)
		}
		fmt.Println()
	}
}
GO
cat >expected <<'ANSWERS'
eight pending: 49% of 50% makes 10 -> 2; 50% of 50% makes 10 -> 10; 51% of 50% makes 10 -> 10; 250% of 50% makes 10 -> 10;
eight never ready: 49% of 50% makes 10 -> 2; 50% of 50% makes 10 -> 10; 51% of 50% makes 10 -> 10; 250% of 50% makes 10 -> 10;
eight ready without metrics: 49% of 50% makes 10 -> 10; 50% of 50% makes 10 -> 10; 51% of 50% makes 10 -> 10; 250% of 50% makes 10 -> 10;
ANSWERS
GOFLAGS=-mod=mod go run . >seen 2>said || { cat said >&2; exit 1; }
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
