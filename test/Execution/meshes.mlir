// Do shardings over several meshes of the same devices, reshards, groups and named computations give one rank's numbers?
// RUN: tp-run %s --random-inputs=1 --function=whole --output=%t.npz
// RUN: tp-run %s --random-inputs=1 --expect=%t.npz

sdy.mesh @rows = <["a"=2, "b"=4]>
sdy.mesh @columns = <["x"=4, "y"=2]>
sdy.mesh @empty = <[]>

func.func @main(%x: tensor<13x7xf32> {sdy.sharding = #sdy.sharding<@rows, [{"b"}, {"a"}]>},
                %w: tensor<7x10xf32> {sdy.sharding = #sdy.sharding<@columns, [{}, {"x"}]>},
                %c: tensor<13x10xf32> {sdy.sharding = #sdy.sharding<@empty, [{}, {}]>})
    -> (tensor<13x10xf32> {sdy.sharding = #sdy.sharding<mesh<["all"=8]>, [{}, {"all"}]>}) {
  %0 = sdy.named_computation<"layer">(%x, %w) in_shardings=[<@columns, [{"y"}, {?}]>, <@rows, [{"b", ?}, {?}]>] out_shardings=[<@rows, [{"a"}, {?}]>] (%a: tensor<13x7xf32>, %b: tensor<7x10xf32>) {
    %3 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0] : (tensor<13x7xf32>, tensor<7x10xf32>) -> tensor<13x10xf32>
    sdy.return %3 : tensor<13x10xf32>
  } : (tensor<13x7xf32>, tensor<7x10xf32>) -> tensor<13x10xf32>
  sdy.sharding_group %0 group_id=0 : tensor<13x10xf32>
  sdy.sharding_group %c group_id=0 : tensor<13x10xf32>
  %1 = stablehlo.add %0, %c : tensor<13x10xf32>
  %2 = sdy.reshard %1 <@columns, [{"y", "x"}, {}]> : tensor<13x10xf32>
  return %2 : tensor<13x10xf32>
}

func.func @whole(%x: tensor<13x7xf32>, %w: tensor<7x10xf32>, %c: tensor<13x10xf32>) -> tensor<13x10xf32> {
  %0 = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0] : (tensor<13x7xf32>, tensor<7x10xf32>) -> tensor<13x10xf32>
  %1 = stablehlo.add %0, %c : tensor<13x10xf32>
  return %1 : tensor<13x10xf32>
}
