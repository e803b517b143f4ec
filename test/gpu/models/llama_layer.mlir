module @jit_jax_layer attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=4]> {stablehlo.mesh = {axes = [{name = "data", size = 1 : i64}, {name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<4096xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}]>}, %arg1: tensor<4096xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}]>}, %arg2: tensor<4096x14336xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg3: tensor<14336x4096xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}, %arg4: tensor<4096x14336xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}, %arg5: tensor<4096x8x128xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}, {}]>}, %arg6: tensor<32x128x4096xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}, {}]>}, %arg7: tensor<4096x32x128xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}, {}]>}, %arg8: tensor<4096x8x128xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}, {}]>}, %arg9: tensor<1x2048x4096xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>}) -> (tensor<1x2048x4096xbf16> {jax.result_info = "result"}) {
    %0 = stablehlo.convert %arg9 : (tensor<1x2048x4096xbf16>) -> tensor<1x2048x4096xf32>
    %1 = chlo.square %0 : tensor<1x2048x4096xf32> -> tensor<1x2048x4096xf32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %2 = stablehlo.reduce(%1 init: %cst) applies stablehlo.add across dimensions = [2] : (tensor<1x2048x4096xf32>, tensor<f32>) -> tensor<1x2048xf32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0, 1] : (tensor<1x2048xf32>) -> tensor<1x2048x1xf32>
    %cst_0 = stablehlo.constant dense<4.096000e+03> : tensor<f32>
    %4 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<f32>) -> tensor<1x2048x1xf32>
    %5 = stablehlo.divide %3, %4 : tensor<1x2048x1xf32>
    %cst_1 = stablehlo.constant dense<9.99999974E-6> : tensor<f32>
    %6 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<1x2048x1xf32>
    %7 = stablehlo.add %5, %6 : tensor<1x2048x1xf32>
    %8 = stablehlo.rsqrt %7 : tensor<1x2048x1xf32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2] : (tensor<1x2048x1xf32>) -> tensor<1x2048x4096xf32>
    %10 = stablehlo.multiply %0, %9 : tensor<1x2048x4096xf32>
    %11 = stablehlo.convert %10 : (tensor<1x2048x4096xf32>) -> tensor<1x2048x4096xbf16>
    %12 = stablehlo.broadcast_in_dim %arg0, dims = [2] : (tensor<4096xbf16>) -> tensor<1x1x4096xbf16>
    %13 = stablehlo.broadcast_in_dim %12, dims = [0, 1, 2] : (tensor<1x1x4096xbf16>) -> tensor<1x2048x4096xbf16>
    %14 = stablehlo.multiply %11, %13 : tensor<1x2048x4096xbf16>
    %15 = stablehlo.dot_general %14, %arg7, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x2048x4096xbf16>, tensor<4096x32x128xbf16>) -> tensor<1x2048x32x128xbf16>
    %16 = stablehlo.iota dim = 0 : tensor<64xf32>
    %cst_2 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %17 = stablehlo.broadcast_in_dim %cst_2, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %18 = stablehlo.multiply %17, %16 : tensor<64xf32>
    %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %20 = stablehlo.add %19, %18 : tensor<64xf32>
    %cst_4 = stablehlo.constant dense<1.280000e+02> : tensor<f32>
    %21 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %22 = stablehlo.divide %20, %21 : tensor<64xf32>
    %cst_5 = stablehlo.constant dense<5.000000e+05> : tensor<f32>
    %23 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %24 = stablehlo.power %23, %22 : tensor<64xf32>
    %cst_6 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %25 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %26 = stablehlo.divide %25, %24 : tensor<64xf32>
    %27 = stablehlo.iota dim = 0 : tensor<2048xf32>
    %28 = stablehlo.broadcast_in_dim %27, dims = [0] : (tensor<2048xf32>) -> tensor<2048x1xf32>
    %29 = stablehlo.broadcast_in_dim %26, dims = [1] : (tensor<64xf32>) -> tensor<1x64xf32>
    %30 = stablehlo.broadcast_in_dim %28, dims = [0, 1] : (tensor<2048x1xf32>) -> tensor<2048x64xf32>
    %31 = stablehlo.broadcast_in_dim %29, dims = [0, 1] : (tensor<1x64xf32>) -> tensor<2048x64xf32>
    %32 = stablehlo.multiply %30, %31 : tensor<2048x64xf32>
    %33 = stablehlo.cosine %32 : tensor<2048x64xf32>
    %34 = stablehlo.broadcast_in_dim %33, dims = [1, 3] : (tensor<2048x64xf32>) -> tensor<1x2048x1x64xf32>
    %35 = stablehlo.sine %32 : tensor<2048x64xf32>
    %36 = stablehlo.broadcast_in_dim %35, dims = [1, 3] : (tensor<2048x64xf32>) -> tensor<1x2048x1x64xf32>
    %37 = stablehlo.convert %15 : (tensor<1x2048x32x128xbf16>) -> tensor<1x2048x32x128xf32>
    %38 = stablehlo.slice %37 [0:1, 0:2048, 0:32, 0:64] : (tensor<1x2048x32x128xf32>) -> tensor<1x2048x32x64xf32>
    %39 = stablehlo.slice %37 [0:1, 0:2048, 0:32, 64:128] : (tensor<1x2048x32x128xf32>) -> tensor<1x2048x32x64xf32>
    %40 = stablehlo.broadcast_in_dim %34, dims = [0, 1, 2, 3] : (tensor<1x2048x1x64xf32>) -> tensor<1x2048x32x64xf32>
    %41 = stablehlo.multiply %38, %40 : tensor<1x2048x32x64xf32>
    %42 = stablehlo.broadcast_in_dim %36, dims = [0, 1, 2, 3] : (tensor<1x2048x1x64xf32>) -> tensor<1x2048x32x64xf32>
    %43 = stablehlo.multiply %39, %42 : tensor<1x2048x32x64xf32>
    %44 = stablehlo.subtract %41, %43 : tensor<1x2048x32x64xf32>
    %45 = stablehlo.broadcast_in_dim %34, dims = [0, 1, 2, 3] : (tensor<1x2048x1x64xf32>) -> tensor<1x2048x32x64xf32>
    %46 = stablehlo.multiply %39, %45 : tensor<1x2048x32x64xf32>
    %47 = stablehlo.broadcast_in_dim %36, dims = [0, 1, 2, 3] : (tensor<1x2048x1x64xf32>) -> tensor<1x2048x32x64xf32>
    %48 = stablehlo.multiply %38, %47 : tensor<1x2048x32x64xf32>
    %49 = stablehlo.add %46, %48 : tensor<1x2048x32x64xf32>
    %50 = stablehlo.concatenate %44, %49, dim = 3 : (tensor<1x2048x32x64xf32>, tensor<1x2048x32x64xf32>) -> tensor<1x2048x32x128xf32>
    %51 = stablehlo.convert %50 : (tensor<1x2048x32x128xf32>) -> tensor<1x2048x32x128xbf16>
    %52 = stablehlo.dot_general %14, %arg5, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x2048x4096xbf16>, tensor<4096x8x128xbf16>) -> tensor<1x2048x8x128xbf16>
    %53 = stablehlo.iota dim = 0 : tensor<64xf32>
    %cst_7 = stablehlo.constant dense<2.000000e+00> : tensor<f32>
    %54 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %55 = stablehlo.multiply %54, %53 : tensor<64xf32>
    %cst_8 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %56 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %57 = stablehlo.add %56, %55 : tensor<64xf32>
    %cst_9 = stablehlo.constant dense<1.280000e+02> : tensor<f32>
    %58 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %59 = stablehlo.divide %57, %58 : tensor<64xf32>
    %cst_10 = stablehlo.constant dense<5.000000e+05> : tensor<f32>
    %60 = stablehlo.broadcast_in_dim %cst_10, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %61 = stablehlo.power %60, %59 : tensor<64xf32>
    %cst_11 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %62 = stablehlo.broadcast_in_dim %cst_11, dims = [] : (tensor<f32>) -> tensor<64xf32>
    %63 = stablehlo.divide %62, %61 : tensor<64xf32>
    %64 = stablehlo.iota dim = 0 : tensor<2048xf32>
    %65 = stablehlo.broadcast_in_dim %64, dims = [0] : (tensor<2048xf32>) -> tensor<2048x1xf32>
    %66 = stablehlo.broadcast_in_dim %63, dims = [1] : (tensor<64xf32>) -> tensor<1x64xf32>
    %67 = stablehlo.broadcast_in_dim %65, dims = [0, 1] : (tensor<2048x1xf32>) -> tensor<2048x64xf32>
    %68 = stablehlo.broadcast_in_dim %66, dims = [0, 1] : (tensor<1x64xf32>) -> tensor<2048x64xf32>
    %69 = stablehlo.multiply %67, %68 : tensor<2048x64xf32>
    %70 = stablehlo.cosine %69 : tensor<2048x64xf32>
    %71 = stablehlo.broadcast_in_dim %70, dims = [1, 3] : (tensor<2048x64xf32>) -> tensor<1x2048x1x64xf32>
    %72 = stablehlo.sine %69 : tensor<2048x64xf32>
    %73 = stablehlo.broadcast_in_dim %72, dims = [1, 3] : (tensor<2048x64xf32>) -> tensor<1x2048x1x64xf32>
    %74 = stablehlo.convert %52 : (tensor<1x2048x8x128xbf16>) -> tensor<1x2048x8x128xf32>
    %75 = stablehlo.slice %74 [0:1, 0:2048, 0:8, 0:64] : (tensor<1x2048x8x128xf32>) -> tensor<1x2048x8x64xf32>
    %76 = stablehlo.slice %74 [0:1, 0:2048, 0:8, 64:128] : (tensor<1x2048x8x128xf32>) -> tensor<1x2048x8x64xf32>
    %77 = stablehlo.broadcast_in_dim %71, dims = [0, 1, 2, 3] : (tensor<1x2048x1x64xf32>) -> tensor<1x2048x8x64xf32>
    %78 = stablehlo.multiply %75, %77 : tensor<1x2048x8x64xf32>
    %79 = stablehlo.broadcast_in_dim %73, dims = [0, 1, 2, 3] : (tensor<1x2048x1x64xf32>) -> tensor<1x2048x8x64xf32>
    %80 = stablehlo.multiply %76, %79 : tensor<1x2048x8x64xf32>
    %81 = stablehlo.subtract %78, %80 : tensor<1x2048x8x64xf32>
    %82 = stablehlo.broadcast_in_dim %71, dims = [0, 1, 2, 3] : (tensor<1x2048x1x64xf32>) -> tensor<1x2048x8x64xf32>
    %83 = stablehlo.multiply %76, %82 : tensor<1x2048x8x64xf32>
    %84 = stablehlo.broadcast_in_dim %73, dims = [0, 1, 2, 3] : (tensor<1x2048x1x64xf32>) -> tensor<1x2048x8x64xf32>
    %85 = stablehlo.multiply %75, %84 : tensor<1x2048x8x64xf32>
    %86 = stablehlo.add %83, %85 : tensor<1x2048x8x64xf32>
    %87 = stablehlo.concatenate %81, %86, dim = 3 : (tensor<1x2048x8x64xf32>, tensor<1x2048x8x64xf32>) -> tensor<1x2048x8x128xf32>
    %88 = stablehlo.convert %87 : (tensor<1x2048x8x128xf32>) -> tensor<1x2048x8x128xbf16>
    %89 = stablehlo.dot_general %14, %arg8, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x2048x4096xbf16>, tensor<4096x8x128xbf16>) -> tensor<1x2048x8x128xbf16>
    %90 = stablehlo.reshape %51 : (tensor<1x2048x32x128xbf16>) -> tensor<1x2048x8x4x128xbf16>
    %91 = stablehlo.dot_general %88, %90, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [4], precision = [DEFAULT, DEFAULT] : (tensor<1x2048x8x128xbf16>, tensor<1x2048x8x4x128xbf16>) -> tensor<1x8x2048x2048x4xbf16>
    %92 = stablehlo.transpose %91, dims = [0, 1, 4, 3, 2] : (tensor<1x8x2048x2048x4xbf16>) -> tensor<1x8x4x2048x2048xbf16>
    %93 = stablehlo.convert %92 : (tensor<1x8x4x2048x2048xbf16>) -> tensor<1x8x4x2048x2048xf32>
    %cst_12 = stablehlo.constant dense<11.3137083> : tensor<f32>
    %94 = stablehlo.broadcast_in_dim %cst_12, dims = [] : (tensor<f32>) -> tensor<1x8x4x2048x2048xf32>
    %95 = stablehlo.divide %93, %94 : tensor<1x8x4x2048x2048xf32>
    %c = stablehlo.constant dense<true> : tensor<i1>
    %96 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i1>) -> tensor<2048x2048xi1>
    %97 = call @tril(%96) : (tensor<2048x2048xi1>) -> tensor<2048x2048xi1>
    %cst_13 = stablehlo.constant dense<-1.000000e+30> : tensor<f32>
    %98 = call @_where(%97, %95, %cst_13) : (tensor<2048x2048xi1>, tensor<1x8x4x2048x2048xf32>, tensor<f32>) -> tensor<1x8x4x2048x2048xf32>
    %cst_14 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %99 = stablehlo.reduce(%98 init: %cst_14) applies stablehlo.maximum across dimensions = [4] : (tensor<1x8x4x2048x2048xf32>, tensor<f32>) -> tensor<1x8x4x2048xf32>
    %cst_15 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %100 = stablehlo.broadcast_in_dim %cst_15, dims = [] : (tensor<f32>) -> tensor<1x8x4x2048xf32>
    %101 = stablehlo.maximum %100, %99 : tensor<1x8x4x2048xf32>
    %102 = stablehlo.broadcast_in_dim %101, dims = [0, 1, 2, 3] : (tensor<1x8x4x2048xf32>) -> tensor<1x8x4x2048x1xf32>
    %103 = stablehlo.broadcast_in_dim %102, dims = [0, 1, 2, 3, 4] : (tensor<1x8x4x2048x1xf32>) -> tensor<1x8x4x2048x2048xf32>
    %104 = stablehlo.subtract %98, %103 : tensor<1x8x4x2048x2048xf32>
    %105 = stablehlo.exponential %104 : tensor<1x8x4x2048x2048xf32>
    %cst_16 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %106 = stablehlo.reduce(%105 init: %cst_16) applies stablehlo.add across dimensions = [4] : (tensor<1x8x4x2048x2048xf32>, tensor<f32>) -> tensor<1x8x4x2048xf32>
    %107 = stablehlo.broadcast_in_dim %106, dims = [0, 1, 2, 3] : (tensor<1x8x4x2048xf32>) -> tensor<1x8x4x2048x1xf32>
    %108 = stablehlo.broadcast_in_dim %107, dims = [0, 1, 2, 3, 4] : (tensor<1x8x4x2048x1xf32>) -> tensor<1x8x4x2048x2048xf32>
    %109 = stablehlo.divide %105, %108 : tensor<1x8x4x2048x2048xf32>
    %110 = stablehlo.convert %109 : (tensor<1x8x4x2048x2048xf32>) -> tensor<1x8x4x2048x2048xbf16>
    %111 = stablehlo.dot_general %89, %110, batching_dims = [0, 2] x [0, 1], contracting_dims = [1] x [4], precision = [DEFAULT, DEFAULT] : (tensor<1x2048x8x128xbf16>, tensor<1x8x4x2048x2048xbf16>) -> tensor<1x8x128x4x2048xbf16>
    %112 = stablehlo.transpose %111, dims = [0, 4, 1, 3, 2] : (tensor<1x8x128x4x2048xbf16>) -> tensor<1x2048x8x4x128xbf16>
    %113 = stablehlo.reshape %112 : (tensor<1x2048x8x4x128xbf16>) -> tensor<1x2048x32x128xbf16>
    %114 = stablehlo.dot_general %113, %arg6, contracting_dims = [2, 3] x [0, 1], precision = [DEFAULT, DEFAULT] : (tensor<1x2048x32x128xbf16>, tensor<32x128x4096xbf16>) -> tensor<1x2048x4096xbf16>
    %115 = stablehlo.add %arg9, %114 : tensor<1x2048x4096xbf16>
    %116 = stablehlo.convert %115 : (tensor<1x2048x4096xbf16>) -> tensor<1x2048x4096xf32>
    %117 = chlo.square %116 : tensor<1x2048x4096xf32> -> tensor<1x2048x4096xf32>
    %cst_17 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %118 = stablehlo.reduce(%117 init: %cst_17) applies stablehlo.add across dimensions = [2] : (tensor<1x2048x4096xf32>, tensor<f32>) -> tensor<1x2048xf32>
    %119 = stablehlo.broadcast_in_dim %118, dims = [0, 1] : (tensor<1x2048xf32>) -> tensor<1x2048x1xf32>
    %cst_18 = stablehlo.constant dense<4.096000e+03> : tensor<f32>
    %120 = stablehlo.broadcast_in_dim %cst_18, dims = [] : (tensor<f32>) -> tensor<1x2048x1xf32>
    %121 = stablehlo.divide %119, %120 : tensor<1x2048x1xf32>
    %cst_19 = stablehlo.constant dense<9.99999974E-6> : tensor<f32>
    %122 = stablehlo.broadcast_in_dim %cst_19, dims = [] : (tensor<f32>) -> tensor<1x2048x1xf32>
    %123 = stablehlo.add %121, %122 : tensor<1x2048x1xf32>
    %124 = stablehlo.rsqrt %123 : tensor<1x2048x1xf32>
    %125 = stablehlo.broadcast_in_dim %124, dims = [0, 1, 2] : (tensor<1x2048x1xf32>) -> tensor<1x2048x4096xf32>
    %126 = stablehlo.multiply %116, %125 : tensor<1x2048x4096xf32>
    %127 = stablehlo.convert %126 : (tensor<1x2048x4096xf32>) -> tensor<1x2048x4096xbf16>
    %128 = stablehlo.broadcast_in_dim %arg1, dims = [2] : (tensor<4096xbf16>) -> tensor<1x1x4096xbf16>
    %129 = stablehlo.broadcast_in_dim %128, dims = [0, 1, 2] : (tensor<1x1x4096xbf16>) -> tensor<1x2048x4096xbf16>
    %130 = stablehlo.multiply %127, %129 : tensor<1x2048x4096xbf16>
    %131 = stablehlo.dot_general %130, %arg2, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x2048x4096xbf16>, tensor<4096x14336xbf16>) -> tensor<1x2048x14336xbf16>
    %132 = call @silu(%131) : (tensor<1x2048x14336xbf16>) -> tensor<1x2048x14336xbf16>
    %133 = stablehlo.dot_general %130, %arg4, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x2048x4096xbf16>, tensor<4096x14336xbf16>) -> tensor<1x2048x14336xbf16>
    %134 = stablehlo.multiply %132, %133 : tensor<1x2048x14336xbf16>
    %135 = stablehlo.dot_general %134, %arg3, contracting_dims = [2] x [0], precision = [DEFAULT, DEFAULT] : (tensor<1x2048x14336xbf16>, tensor<14336x4096xbf16>) -> tensor<1x2048x4096xbf16>
    %136 = stablehlo.add %115, %135 : tensor<1x2048x4096xbf16>
    return %136 : tensor<1x2048x4096xbf16>
  }
  func.func private @tril(%arg0: tensor<2048x2048xi1>) -> tensor<2048x2048xi1> {
    %0 = stablehlo.iota dim = 0 : tensor<2048x2048xi32>
    %c = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<2048x2048xi32>
    %2 = stablehlo.add %0, %1 : tensor<2048x2048xi32>
    %3 = stablehlo.iota dim = 1 : tensor<2048x2048xi32>
    %4 = stablehlo.compare GE, %2, %3, SIGNED : (tensor<2048x2048xi32>, tensor<2048x2048xi32>) -> tensor<2048x2048xi1>
    %c_0 = stablehlo.constant dense<false> : tensor<i1>
    %5 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i1>) -> tensor<2048x2048xi1>
    %6 = stablehlo.select %4, %arg0, %5 : tensor<2048x2048xi1>, tensor<2048x2048xi1>
    return %6 : tensor<2048x2048xi1>
  }
  func.func private @_where(%arg0: tensor<2048x2048xi1>, %arg1: tensor<1x8x4x2048x2048xf32>, %arg2: tensor<f32>) -> tensor<1x8x4x2048x2048xf32> {
    %0 = stablehlo.convert %arg2 : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %arg0, dims = [3, 4] : (tensor<2048x2048xi1>) -> tensor<1x8x4x2048x2048xi1>
    %2 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<1x8x4x2048x2048xf32>
    %3 = stablehlo.select %1, %arg1, %2 : tensor<1x8x4x2048x2048xi1>, tensor<1x8x4x2048x2048xf32>
    return %3 : tensor<1x8x4x2048x2048xf32>
  }
  func.func private @silu(%arg0: tensor<1x2048x14336xbf16>) -> tensor<1x2048x14336xbf16> {
    %0 = stablehlo.negate %arg0 : tensor<1x2048x14336xbf16>
    %1 = stablehlo.exponential %0 : tensor<1x2048x14336xbf16>
    %cst = stablehlo.constant dense<1.000000e+00> : tensor<bf16>
    %2 = stablehlo.broadcast_in_dim %cst, dims = [] : (tensor<bf16>) -> tensor<1x2048x14336xbf16>
    %3 = stablehlo.add %2, %1 : tensor<1x2048x14336xbf16>
    %cst_0 = stablehlo.constant dense<1.000000e+00> : tensor<bf16>
    %4 = stablehlo.broadcast_in_dim %cst_0, dims = [] : (tensor<bf16>) -> tensor<1x2048x14336xbf16>
    %5 = stablehlo.divide %4, %3 : tensor<1x2048x14336xbf16>
    %6 = stablehlo.multiply %arg0, %5 : tensor<1x2048x14336xbf16>
    return %6 : tensor<1x2048x14336xbf16>
  }
}
