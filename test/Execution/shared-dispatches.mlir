// Are values right that several kernels compute, or that lie in memory for the kernel after them?
// @main returns a slice that its padding reads too, and cuts a sum into uneven blocks of blocks: one
// kernel pads the rows of what another one has padded.
// RUN: tp-run %s --random-inputs=1 --mesh=x=1,y=1,z=1 --output=%t.npz
// RUN: tp-run %s --random-inputs=1 --expect=%t.npz
// RUN: tp-run %s --random-inputs=1 --mesh=x=3,y=2,z=2 --expect=%t.npz

tp.mesh @m <["x"=2, "y"=3, "z"=2]>

func.func @main(%a: tensor<3xf32> {tp.sharding = #tp.sharding<@m, [{}]>}, %b: tensor<3x12xf32>)
    -> (tensor<1xf32> {tp.sharding = #tp.sharding<@m, [{}]>},
        tensor<1xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>},
        tensor<3xf32> {tp.sharding = #tp.sharding<@m, [{"z", "y", "x"}]>}) {
  %last = tensor.extract_slice %a[2] [1] [1] : tensor<3xf32> to tensor<1xf32>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<3xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<3xf32>) -> tensor<3xf32>
  %sum = linalg.reduce { arith.addf } ins(%b : tensor<3x12xf32>) outs(%init : tensor<3xf32>)
      dimensions = [1]
  return %last, %last, %sum : tensor<1xf32>, tensor<1xf32>, tensor<3xf32>
}
