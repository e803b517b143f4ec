// May a loop carry a destination that nothing has written, as tools' lowerings do?
// RUN: tp-run %s --random-inputs=1 --mesh=x=1 --output=%t.npz
// RUN: tp-run %s --random-inputs=1 --expect=%t.npz

tp.mesh @mesh <["x"=3]>

func.func @main(%x: tensor<7xf32> {tp.sharding = #tp.sharding<@mesh, [{"x"}]>}, %n: tensor<i32>) -> tensor<7xf32> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %number = tensor.extract %n[] : tensor<i32>
  %some = arith.index_cast %number : i32 to index
  %seven = arith.constant 7 : index
  %bound = arith.remui %some, %seven : index
  %empty = tensor.empty() : tensor<7xf32>
  %r:2 = scf.for %i = %zero to %bound step %one iter_args(%a = %x, %t = %empty) -> (tensor<7xf32>, tensor<7xf32>) {
    %b = linalg.add ins(%a, %x : tensor<7xf32>, tensor<7xf32>) outs(%t : tensor<7xf32>) -> tensor<7xf32>
    scf.yield %b, %t : tensor<7xf32>, tensor<7xf32>
  }
  return %r#0 : tensor<7xf32>
}
