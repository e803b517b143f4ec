module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<7x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a2: tensor<2xi64>) -> (tensor<2x6xf32>, tensor<2x2xf32>, tensor<4xf32>, tensor<7x6xf32>, tensor<7x6xf32>, tensor<7x6xf32>, tensor<7x6xf32>, tensor<3x14xf32>, tensor<7x6xi32>, tensor<10x9xf32>, tensor<10x9xi32>) {
    %v0 = arith.constant 0 : index
    %v1 = tensor.extract %a2[%v0] : tensor<2xi64>
    %v2 = arith.index_cast %v1 : i64 to index
    %v3 = tensor.extract_slice %a0[%v2, 0] [2, 6] [1, 1] : tensor<7x6xf32> to tensor<2x6xf32>
    %v4 = tensor.extract_slice %a0[%v2, %v2] [2, 2] [2, 3] : tensor<7x6xf32> to tensor<2x2xf32>
    %v5 = tensor.extract_slice %a0[%v2, 1] [1, 4] [1, 1] : tensor<7x6xf32> to tensor<4xf32>
    %v6 = tensor.extract_slice %a1[0, 0] [2, 3] [2, 2] : tensor<7x6xf32> to tensor<2x3xf32>
    %v7 = tensor.insert_slice %v6 into %a0[3, 2] [2, 3] [1, 1] : tensor<2x3xf32> into tensor<7x6xf32>
    %v8 = tensor.insert_slice %v6 into %a0[%v2, 1] [2, 3] [1, 1] : tensor<2x3xf32> into tensor<7x6xf32>
    %v9 = tensor.insert_slice %v6 into %a0[1, 0] [2, 3] [3, 2] : tensor<2x3xf32> into tensor<7x6xf32>
    %v10 = tensor.extract_slice %a1[4, 1] [1, 3] [1, 1] : tensor<7x6xf32> to tensor<3xf32>
    %v11 = tensor.insert_slice %v10 into %a0[6, 3] [1, 3] [1, 1] : tensor<3xf32> into tensor<7x6xf32>
    %v12 = arith.constant dense<[3, 14]> : tensor<2xi64>
    %v13 = tensor.reshape %a0(%v12) : (tensor<7x6xf32>, tensor<2xi64>) -> tensor<3x14xf32>
    %v14 = tensor.bitcast %a0 : tensor<7x6xf32> to tensor<7x6xi32>
    %v15 = tensor.pad %a0 low[1, 2] high[2, 1] {
    ^bb0(%i: index, %j: index):
      %s = arith.muli %i, %j : index
      %w = arith.index_cast %s : index to i32
      %f = arith.sitofp %w : i32 to f32
      tensor.yield %f : f32
    } : tensor<7x6xf32> to tensor<10x9xf32>
    %v16 = tensor.generate {
    ^bb0(%i: index, %j: index):
      %s = arith.muli %i, %j : index
      %w = arith.index_cast %s : index to i32
      tensor.yield %w : i32
    } : tensor<10x9xi32>
    return %v3, %v4, %v5, %v7, %v8, %v9, %v11, %v13, %v14, %v15, %v16 : tensor<2x6xf32>, tensor<2x2xf32>, tensor<4xf32>, tensor<7x6xf32>, tensor<7x6xf32>, tensor<7x6xf32>, tensor<7x6xf32>, tensor<3x14xf32>, tensor<7x6xi32>, tensor<10x9xf32>, tensor<10x9xi32>
  }
}
