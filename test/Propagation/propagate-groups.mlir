// Members of a sharding group are split alike, whichever of them is stated; groups are gone at level 2.
// RUN: tp-opt %s --tp-propagate | FileCheck %s
// RUN: tp-opt %s --tp-spmd | FileCheck %s --check-prefix=LOCAL

tp.mesh @m <["x"=2, "y"=2]>

// CHECK-LABEL: func.func @both_ways(
// CHECK-SAME: %{{[^ ,)]+}}: tensor<7x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {"y"}]>},
// CHECK-SAME: %{{[^ ,)]+}}: tensor<7x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {"y"}]>},
// CHECK-SAME: %{{[^ ,)]+}}: tensor<7x6xbf16> {tp.sharding = #tp.sharding<@m, [{"x"}, {"y"}]>},
// CHECK-SAME: %{{[^ ,)]+}}: tensor<7x6xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>},
// CHECK-SAME: %{{[^ ,)]+}}: tensor<7x6xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>})
// CHECK-NOT: sharding_group
// LOCAL-LABEL: func.func @both_ways(
// LOCAL-SAME: %{{.*}}: tensor<4x3xf32>{{.*}}, %{{.*}}: tensor<4x3xf32>{{.*}}, %{{.*}}: tensor<4x3xbf16>{{.*}}, %{{.*}}: tensor<7x6xf32>{{.*}}, %{{.*}}: tensor<7x6xf32>
func.func @both_ways(%a: tensor<7x6xf32>,
                     %b: tensor<7x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {?}]>},
                     %c: tensor<7x6xbf16> {tp.sharding = #tp.sharding<@m, [{?}, {"y"}]>},
                     %d: tensor<7x6xf32>, %e: tensor<7x6xf32>) {
  tp.sharding_group %a in 0 : tensor<7x6xf32>
  tp.sharding_group %b in 0 : tensor<7x6xf32>
  tp.sharding_group %c in 0 : tensor<7x6xbf16>
  tp.sharding_group %d in 9223372036854775807 : tensor<7x6xf32>
  tp.sharding_group %e in 9223372036854775807 : tensor<7x6xf32>
  return
}
