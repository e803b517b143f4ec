// Does linalg of dynamic shapes give the same on uneven shards as on one rank?
// RUN: tp-run %s --mesh=x=1 --shapes=arg0=7x6,arg2=1 --random-inputs=1 --output=%t.npz
// RUN: tp-run %s --mesh=x=4 --shapes=arg0=7x6,arg2=1 --random-inputs=1 --expect=%t.npz --rtol=1e-6
// RUN: not tp-compile %s --shapes=arg0=7x6,arg2=2 -o %t.tpx 2>&1 | FileCheck %s
// CHECK: error: mismatched size for broadcast

tp.mesh @m <["x"=4]>

#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0, d1) -> (d0)>
func.func @main(%x: tensor<?x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}, %w: tensor<6x4xf32>, %b: tensor<?xf32>) -> (tensor<?x4xf32>, tensor<?x?xf32>, tensor<?xf32>, tensor<?x3x2xf32>, tensor<?x6xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %d = tensor.dim %x, %c0 : tensor<?x6xf32>
  %db = tensor.dim %b, %c0 : tensor<?xf32>
  %same = arith.cmpi eq, %db, %c1 : index
  cf.assert %same, "mismatched size for broadcast"
  %e = tensor.empty(%d) : tensor<?x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x4xf32>) -> tensor<?x4xf32>
  %m = linalg.matmul ins(%x, %w : tensor<?x6xf32>, tensor<6x4xf32>) outs(%f : tensor<?x4xf32>) -> tensor<?x4xf32>
  %t = tensor.empty(%d, %d) : tensor<?x?xf32>
  %z = linalg.fill ins(%zero : f32) outs(%t : tensor<?x?xf32>) -> tensor<?x?xf32>
  %xt0 = tensor.empty(%d) : tensor<6x?xf32>
  %xt = linalg.transpose ins(%x : tensor<?x6xf32>) outs(%xt0 : tensor<6x?xf32>) permutation = [1, 0]
  %g = linalg.matmul ins(%x, %xt : tensor<?x6xf32>, tensor<6x?xf32>) outs(%z : tensor<?x?xf32>) -> tensor<?x?xf32>
  %r0 = tensor.empty(%d) : tensor<?xf32>
  %r1 = linalg.fill ins(%zero : f32) outs(%r0 : tensor<?xf32>) -> tensor<?xf32>
  %r = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<?x6xf32>) outs(%r1 : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %n = arith.index_cast %d : index to i64
    %nf = arith.sitofp %n : i64 to f32
    %q = arith.divf %in, %nf : f32
    %s = arith.addf %q, %out : f32
    linalg.yield %s : f32
  } -> tensor<?xf32>
  %ex = tensor.expand_shape %x [[0], [1, 2]] output_shape [%d, 3, 2] : tensor<?x6xf32> into tensor<?x3x2xf32>
  %dm = arith.subi %d, %c1 : index
  %sl = tensor.extract_slice %x[1, 0] [%dm, 6] [1, 1] : tensor<?x6xf32> to tensor<?x6xf32>
  %first = tensor.extract_slice %x[0, 0] [1, 6] [1, 1] : tensor<?x6xf32> to tensor<1x6xf32>
  %roll = tensor.concat dim(0) %sl, %first : (tensor<?x6xf32>, tensor<1x6xf32>) -> tensor<?x6xf32>
  %neg = arith.negf %roll : tensor<?x6xf32>
  return %m, %g, %r, %ex, %neg : tensor<?x4xf32>, tensor<?x?xf32>, tensor<?xf32>, tensor<?x3x2xf32>, tensor<?x6xf32>
}
