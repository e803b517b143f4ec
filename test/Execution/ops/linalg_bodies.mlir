module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<4x5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a2: tensor<7xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}, %a3: tensor<7xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}]>}) -> (tensor<11x5xf32>, tensor<7xi32>, tensor<7xf32>, tensor<7xi64>, tensor<7x5xf32>, tensor<5xf32>, tensor<7x5xf32>) {
    %v0 = tensor.empty() : tensor<11x5xf32>
    %v1 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%v0 : tensor<11x5xf32>) {
    ^bb0(%out: f32):
      %i = linalg.index 0 : index
      %j = linalg.index 1 : index
      %c7 = arith.constant 7 : index
      %first = arith.cmpi ult, %i, %c7 : index
      %r = scf.if %first -> f32 {
        %e = tensor.extract %a0[%i, %j] : tensor<7x5xf32>
        scf.yield %e : f32
      } else {
        %k = arith.subi %i, %c7 : index
        %e = tensor.extract %a1[%k, %j] : tensor<4x5xf32>
        scf.yield %e : f32
      }
      linalg.yield %r : f32
    } -> (tensor<11x5xf32>)
    %v2 = tensor.empty() : tensor<7xi32>
    %v3 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a2, %a3 : tensor<7xi32>, tensor<7xi32>) outs(%v2 : tensor<7xi32>) {
    ^bb0(%n: i32, %d: i32, %out: i32):
      %c0 = arith.constant 0 : i32
      %zero = arith.cmpi eq, %d, %c0 : i32
      %r = scf.if %zero -> i32 {
        scf.yield %n : i32
      } else {
        %m = arith.cmpi slt, %d, %c0 : i32
        %s = scf.if %m -> i32 {
          scf.yield %d : i32
        } else {
          %v = arith.divsi %n, %d : i32
          scf.yield %v : i32
        }
        scf.yield %s : i32
      }
      linalg.yield %r : i32
    } -> (tensor<7xi32>)
    %v4 = arith.constant 0xFF800000 : f32
    %v5 = tensor.empty() : tensor<7xf32>
    %v6 = linalg.fill ins(%v4 : f32) outs(%v5 : tensor<7xf32>) -> tensor<7xf32>
    %v7 = arith.constant 0 : i64
    %v8 = tensor.empty() : tensor<7xi64>
    %v9 = linalg.fill ins(%v7 : i64) outs(%v8 : tensor<7xi64>) -> tensor<7xi64>
    %v10:2 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]} ins(%a0 : tensor<7x5xf32>) outs(%v6, %v9 : tensor<7xf32>, tensor<7xi64>) {
    ^bb0(%e: f32, %m: f32, %at: i64):
      %j = linalg.index 1 : index
      %k = arith.index_cast %j : index to i64
      %c = arith.cmpf ogt, %e, %m : f32
      %s = arith.select %c, %e, %m : f32
      %t = arith.select %c, %k, %at : i64
      linalg.yield %s, %t : f32, i64
    } -> (tensor<7xf32>, tensor<7xi64>)
    %v11 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%a0 : tensor<7x5xf32>) {
    ^bb0(%o: f32):
      %i = linalg.index 0 : index
      %w = arith.index_cast %i : index to i32
      %f = arith.sitofp %w : i32 to f32
      %s = arith.addf %o, %f : f32
      linalg.yield %s : f32
    } -> (tensor<7x5xf32>)
    %v12 = tensor.extract_slice %a0[0, 0] [5, 5] [1, 1] : tensor<7x5xf32> to tensor<5x5xf32>
    %v13 = tensor.empty() : tensor<5xf32>
    %v14 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0, d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%v12 : tensor<5x5xf32>) outs(%v13 : tensor<5xf32>) {
    ^bb0(%e: f32, %o: f32):
      linalg.yield %e : f32
    } -> (tensor<5xf32>)
    %v15 = tensor.empty() : tensor<7x5xf32>
    %v16 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (6 - d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%a0 : tensor<7x5xf32>) outs(%v15 : tensor<7x5xf32>) {
    ^bb0(%e: f32, %o: f32):
      linalg.yield %e : f32
    } -> (tensor<7x5xf32>)
    return %v1, %v3, %v10#0, %v10#1, %v11, %v14, %v16 : tensor<11x5xf32>, tensor<7xi32>, tensor<7xf32>, tensor<7xi64>, tensor<7x5xf32>, tensor<5xf32>, tensor<7x5xf32>
  }
}
