module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<5x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a1: tensor<5x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a2: tensor<5x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a3: tensor<5x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a4: tensor<5x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a5: tensor<5x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}]>}, %a6: tensor<5x4x2xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}, {}]>}, %a7: tensor<5x4x2xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}, {}]>}, %a8: tensor<5x4x2xi32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}, {}]>}, %a9: tensor<5x3x4xui8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}, {}]>}, %a10: tensor<5x3x8xui8> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {}, {}]>}, %a11: tensor<5x3x2xui8> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"x"}, {}]>}, %a12: tensor<4xi64>, %a13: tensor<0x2xf32>) -> (tensor<5x2xi32>, tensor<5x2xui32>, tensor<5x2x4xi8>, tensor<5x2x4xui8>, tensor<5x2x2xui16>, tensor<5x2xf32>, tensor<5x4xi64>, tensor<5x4xui64>, tensor<5x4x2xui32>, tensor<5x3xi32>, tensor<5x3xi64>, tensor<5x3xi16>, tensor<4x8xui8>, tensor<0x2x2xi16>) {
    %v0 = stablehlo.bitcast_convert %a0 : (tensor<5x2xf32>) -> tensor<5x2xi32>
    %v1 = stablehlo.bitcast_convert %a1 : (tensor<5x2xf32>) -> tensor<5x2xui32>
    %v2 = stablehlo.bitcast_convert %a2 : (tensor<5x2xf32>) -> tensor<5x2x4xi8>
    %v3 = stablehlo.bitcast_convert %a3 : (tensor<5x2xf32>) -> tensor<5x2x4xui8>
    %v4 = stablehlo.bitcast_convert %a4 : (tensor<5x2xf32>) -> tensor<5x2x2xui16>
    %v5 = stablehlo.bitcast_convert %a5 : (tensor<5x2xf32>) -> tensor<5x2xf32>
    %v6 = stablehlo.bitcast_convert %a6 : (tensor<5x4x2xi32>) -> tensor<5x4xi64>
    %v7 = stablehlo.bitcast_convert %a7 : (tensor<5x4x2xi32>) -> tensor<5x4xui64>
    %v8 = stablehlo.bitcast_convert %a8 : (tensor<5x4x2xi32>) -> tensor<5x4x2xui32>
    %v9 = stablehlo.bitcast_convert %a9 : (tensor<5x3x4xui8>) -> tensor<5x3xi32>
    %v10 = stablehlo.bitcast_convert %a10 : (tensor<5x3x8xui8>) -> tensor<5x3xi64>
    %v11 = stablehlo.bitcast_convert %a11 : (tensor<5x3x2xui8>) -> tensor<5x3xi16>
    %v12 = stablehlo.bitcast_convert %a12 : (tensor<4xi64>) -> tensor<4x8xui8>
    %v13 = stablehlo.bitcast_convert %a13 : (tensor<0x2xf32>) -> tensor<0x2x2xi16>
    return %v0, %v1, %v2, %v3, %v4, %v5, %v6, %v7, %v8, %v9, %v10, %v11, %v12, %v13 : tensor<5x2xi32>, tensor<5x2xui32>, tensor<5x2x4xi8>, tensor<5x2x4xui8>, tensor<5x2x2xui16>, tensor<5x2xf32>, tensor<5x4xi64>, tensor<5x4xui64>, tensor<5x4x2xui32>, tensor<5x3xi32>, tensor<5x3xi64>, tensor<5x3xi16>, tensor<4x8xui8>, tensor<0x2x2xi16>
  }
}
