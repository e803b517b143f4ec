// Does an op that reads one value twice, by rows and by columns, split only one of them?
// RUN: tp-run %s --random-inputs=1 --mesh=x=1 --output=%t.npz
// RUN: tp-run %s --random-inputs=1 --expect=%t.npz
// RUN: tp-run %s --random-inputs=1 --mesh=x=4 --expect=%t.npz

tp.mesh @m <["x"=2]>

func.func @main(%a: tensor<6x6xf32>)
    -> (tensor<6x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}) {
  %empty = tensor.empty() : tensor<6x6xf32>
  %exp = linalg.exp ins(%a : tensor<6x6xf32>) outs(%empty : tensor<6x6xf32>) -> tensor<6x6xf32>
  %sum = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d1, d0)>,
                                          affine_map<(d0, d1) -> (d0, d1)>,
                                          affine_map<(d0, d1) -> (d0, d1)>],
                         iterator_types = ["parallel", "parallel"]}
      ins(%exp, %exp : tensor<6x6xf32>, tensor<6x6xf32>) outs(%empty : tensor<6x6xf32>) {
  ^bb0(%column: f32, %row: f32, %out: f32):
    %both = arith.addf %row, %column : f32
    linalg.yield %both : f32
  } -> tensor<6x6xf32>
  return %sum : tensor<6x6xf32>
}
