// Is padding right on shards, its value inside the pad's region or outside?
// RUN: tp-run %s --random-inputs=1 --output=%t.npz
// RUN: tp-run %s --mesh=x=1 --random-inputs=1 --expect=%t.npz
// RUN: tp-run %s --mesh=x=3 --random-inputs=1 --expect=%t.npz

tp.mesh @m <["x"=2]>
func.func @main(%a: tensor<5x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}) -> (tensor<9x8xf32>, tensor<5x8xf32>) {
  %0 = tensor.pad %a low[2, 1] high[2, 1] {
  ^bb0(%i: index, %j: index):
    %c = arith.constant 3.0 : f32
    tensor.yield %c : f32
  } : tensor<5x6xf32> to tensor<9x8xf32>
  %z = arith.constant 1.5 : f32
  %1 = tensor.pad %a low[0, 1] high[0, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %z : f32
  } : tensor<5x6xf32> to tensor<5x8xf32>
  return %0, %1 : tensor<9x8xf32>, tensor<5x8xf32>
}
