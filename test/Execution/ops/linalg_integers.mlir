module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<7x6xi8> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}]>}, %a1: tensor<6x4xi8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a2: tensor<7x5xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a3: tensor<7x5xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}) -> (tensor<7x4xi32>, tensor<7x4xi32>, tensor<7x5xi32>, tensor<7x5xi1>, tensor<7x5xi32>, tensor<7x5xi32>) {
    %v0 = arith.constant 3 : i32
    %v1 = arith.constant -2 : i32
    %v2 = arith.constant 0 : i32
    %v3 = tensor.empty() : tensor<7x4xi32>
    %v4 = linalg.fill ins(%v2 : i32) outs(%v3 : tensor<7x4xi32>) -> tensor<7x4xi32>
    %v5 = linalg.quantized_matmul ins(%a0, %a1, %v0, %v1 : tensor<7x6xi8>, tensor<6x4xi8>, i32, i32) outs(%v4 : tensor<7x4xi32>) -> tensor<7x4xi32>
    %v6 = linalg.matmul  ins(%a0, %a1 : tensor<7x6xi8>, tensor<6x4xi8>) outs(%v4 : tensor<7x4xi32>) -> tensor<7x4xi32>
    %v7:2 = arith.addui_extended %a2, %a3 : tensor<7x5xi32>, tensor<7x5xi1>
    %v8:2 = arith.mulsi_extended %a2, %a3 : tensor<7x5xi32>
    return %v5, %v6, %v7#0, %v7#1, %v8#0, %v8#1 : tensor<7x4xi32>, tensor<7x4xi32>, tensor<7x5xi32>, tensor<7x5xi1>, tensor<7x5xi32>, tensor<7x5xi32>
  }
}
