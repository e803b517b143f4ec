module @jit_conv_gradients attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]> {stablehlo.mesh = {axes = [{name = "data", size = 2 : i64}, {name = "model", size = 2 : i64}]}}
  func.func public @main(%arg0: tensor<6x7x9x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}, {}]>}, %arg1: tensor<3x3x4x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}, {"model"}]>}, %arg2: tensor<2x3x2x4xf32>, %arg3: tensor<3x4x3x2xf32>, %arg4: tensor<3x3x1x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}, {"model"}]>}, %arg5: tensor<3x3x6x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {"model"}, {}]>}) -> (tensor<f32> {jax.result_info = "result[0]"}, tensor<6x7x9x4xf32> {jax.result_info = "result[1]"}, tensor<3x3x4x6xf32> {jax.result_info = "result[2]"}, tensor<2x3x2x4xf32> {jax.result_info = "result[3]"}, tensor<3x4x3x2xf32> {jax.result_info = "result[4]"}, tensor<3x3x1x4xf32> {jax.result_info = "result[5]"}, tensor<3x3x6x4xf32> {jax.result_info = "result[6]"}) {
    %0 = stablehlo.convolution(%arg0, %arg1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x7x9x4xf32>, tensor<3x3x4x6xf32>) -> tensor<6x4x5x6xf32>
    %1 = stablehlo.sine %0 : tensor<6x4x5x6xf32>
    %2 = stablehlo.cosine %0 : tensor<6x4x5x6xf32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %3 = stablehlo.reduce(%1 init: %cst) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<6x4x5x6xf32>, tensor<f32>) -> tensor<f32>
    %4 = stablehlo.convolution(%arg0, %arg2) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[2, 1], [0, 1]], lhs_dilate = [1, 1], rhs_dilate = [2, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 2 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x7x9x4xf32>, tensor<2x3x2x4xf32>) -> tensor<6x8x8x4xf32>
    %5 = stablehlo.cosine %4 : tensor<6x8x8x4xf32>
    %6 = stablehlo.sine %4 : tensor<6x8x8x4xf32>
    %cst_0 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %7 = stablehlo.reduce(%5 init: %cst_0) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<6x8x8x4xf32>, tensor<f32>) -> tensor<f32>
    %8 = stablehlo.convolution(%arg0, %arg4) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 4 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x7x9x4xf32>, tensor<3x3x1x4xf32>) -> tensor<6x7x9x4xf32>
    %9 = stablehlo.sine %8 : tensor<6x7x9x4xf32>
    %10 = stablehlo.cosine %8 : tensor<6x7x9x4xf32>
    %cst_1 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %11 = stablehlo.reduce(%9 init: %cst_1) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<6x7x9x4xf32>, tensor<f32>) -> tensor<f32>
    %12 = stablehlo.convolution(%arg0, %arg4) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 4 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x7x9x4xf32>, tensor<3x3x1x4xf32>) -> tensor<6x3x4x4xf32>
    %13 = stablehlo.cosine %12 : tensor<6x3x4x4xf32>
    %14 = stablehlo.sine %12 : tensor<6x3x4x4xf32>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %15 = stablehlo.reduce(%13 init: %cst_2) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<6x3x4x4xf32>, tensor<f32>) -> tensor<f32>
    %16 = stablehlo.transpose %arg0, dims = [0, 3, 1, 2] : (tensor<6x7x9x4xf32>) -> tensor<6x4x7x9xf32>
    %17 = stablehlo.convolution(%16, %arg3) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [2, 2], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x4x7x9xf32>, tensor<3x4x3x2xf32>) -> tensor<6x3x3x4xf32>
    %18 = stablehlo.sine %17 : tensor<6x3x3x4xf32>
    %19 = stablehlo.cosine %17 : tensor<6x3x3x4xf32>
    %cst_3 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %20 = stablehlo.reduce(%18 init: %cst_3) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<6x3x3x4xf32>, tensor<f32>) -> tensor<f32>
    %21 = stablehlo.convolution(%0, %arg5) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[2, 1], [2, 1]], lhs_dilate = [2, 2], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x4x5x6xf32>, tensor<3x3x6x4xf32>) -> tensor<6x8x10x4xf32>
    %22 = stablehlo.cosine %21 : tensor<6x8x10x4xf32>
    %23 = stablehlo.sine %21 : tensor<6x8x10x4xf32>
    %cst_4 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %24 = stablehlo.reduce(%22 init: %cst_4) applies stablehlo.add across dimensions = [0, 1, 2, 3] : (tensor<6x8x10x4xf32>, tensor<f32>) -> tensor<f32>
    %25 = stablehlo.add %3, %7 : tensor<f32>
    %26 = stablehlo.add %25, %11 : tensor<f32>
    %27 = stablehlo.add %26, %15 : tensor<f32>
    %28 = stablehlo.add %27, %20 : tensor<f32>
    %29 = stablehlo.add %28, %24 : tensor<f32>
    %cst_5 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %30 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<6x8x10x4xf32>
    %31 = stablehlo.negate %30 : tensor<6x8x10x4xf32>
    %32 = stablehlo.multiply %31, %23 : tensor<6x8x10x4xf32>
    %33 = stablehlo.convolution(%0, %32) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[2, 1], [2, 1]], lhs_dilate = [2, 2], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x4x5x6xf32>, tensor<6x8x10x4xf32>) -> tensor<3x3x6x4xf32>
    %34 = stablehlo.reverse %arg5, dims = [0, 1] : tensor<3x3x6x4xf32>
    %35 = stablehlo.convolution(%32, %34) dim_numbers = [b, 0, 1, f]x[0, 1, o, i]->[b, 0, 1, f], window = {stride = [2, 2], pad = [[0, 1], [0, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x8x10x4xf32>, tensor<3x3x6x4xf32>) -> tensor<6x4x5x6xf32>
    %cst_6 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %36 = stablehlo.broadcast_in_dim %cst_6, dims = [] : (tensor<f32>) -> tensor<6x3x3x4xf32>
    %37 = stablehlo.multiply %36, %19 : tensor<6x3x3x4xf32>
    %38 = stablehlo.convolution(%16, %37) dim_numbers = [f, b, 0, 1]x[i, o, 0, 1]->[f, b, 0, 1], window = {stride = [1, 1], pad = [[0, 0], [0, -1]], lhs_dilate = [1, 1], rhs_dilate = [2, 2], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x4x7x9xf32>, tensor<6x3x3x4xf32>) -> tensor<3x4x3x2xf32>
    %39 = stablehlo.reverse %arg3, dims = [2, 3] : tensor<3x4x3x2xf32>
    %40 = stablehlo.convolution(%37, %39) dim_numbers = [b, f, 0, 1]x[i, o, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [1, 2]], lhs_dilate = [2, 2], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x3x3x4xf32>, tensor<3x4x3x2xf32>) -> tensor<6x4x7x9xf32>
    %41 = stablehlo.transpose %40, dims = [0, 2, 3, 1] : (tensor<6x4x7x9xf32>) -> tensor<6x7x9x4xf32>
    %cst_7 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %42 = stablehlo.broadcast_in_dim %cst_7, dims = [] : (tensor<f32>) -> tensor<6x3x4x4xf32>
    %43 = stablehlo.negate %42 : tensor<6x3x4x4xf32>
    %44 = stablehlo.multiply %43, %14 : tensor<6x3x4x4xf32>
    %45 = stablehlo.convolution(%arg0, %44) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[0, 0], [0, 0]], lhs_dilate = [1, 1], rhs_dilate = [2, 2], reverse = [false, false]} {batch_group_count = 4 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x7x9x4xf32>, tensor<6x3x4x4xf32>) -> tensor<3x3x1x4xf32>
    %46 = stablehlo.reshape %arg4 : (tensor<3x3x1x4xf32>) -> tensor<3x3x1x4x1xf32>
    %47 = stablehlo.transpose %46, dims = [0, 1, 3, 2, 4] : (tensor<3x3x1x4x1xf32>) -> tensor<3x3x4x1x1xf32>
    %48 = stablehlo.reshape %47 : (tensor<3x3x4x1x1xf32>) -> tensor<3x3x4x1xf32>
    %49 = stablehlo.reverse %48, dims = [0, 1] : tensor<3x3x4x1xf32>
    %50 = stablehlo.convolution(%44, %49) dim_numbers = [b, 0, 1, f]x[0, 1, o, i]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [2, 2], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 4 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x3x4x4xf32>, tensor<3x3x4x1xf32>) -> tensor<6x7x9x4xf32>
    %51 = stablehlo.add %41, %50 : tensor<6x7x9x4xf32>
    %cst_8 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %52 = stablehlo.broadcast_in_dim %cst_8, dims = [] : (tensor<f32>) -> tensor<6x7x9x4xf32>
    %53 = stablehlo.multiply %52, %10 : tensor<6x7x9x4xf32>
    %54 = stablehlo.convolution(%arg0, %53) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 4 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x7x9x4xf32>, tensor<6x7x9x4xf32>) -> tensor<3x3x1x4xf32>
    %55 = stablehlo.add %45, %54 : tensor<3x3x1x4xf32>
    %56 = stablehlo.reshape %arg4 : (tensor<3x3x1x4xf32>) -> tensor<3x3x1x4x1xf32>
    %57 = stablehlo.transpose %56, dims = [0, 1, 3, 2, 4] : (tensor<3x3x1x4x1xf32>) -> tensor<3x3x4x1x1xf32>
    %58 = stablehlo.reshape %57 : (tensor<3x3x4x1x1xf32>) -> tensor<3x3x4x1xf32>
    %59 = stablehlo.reverse %58, dims = [0, 1] : tensor<3x3x4x1xf32>
    %60 = stablehlo.convolution(%53, %59) dim_numbers = [b, 0, 1, f]x[0, 1, o, i]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 4 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x7x9x4xf32>, tensor<3x3x4x1xf32>) -> tensor<6x7x9x4xf32>
    %61 = stablehlo.add %51, %60 : tensor<6x7x9x4xf32>
    %cst_9 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %62 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<6x8x8x4xf32>
    %63 = stablehlo.negate %62 : tensor<6x8x8x4xf32>
    %64 = stablehlo.multiply %63, %6 : tensor<6x8x8x4xf32>
    %65 = stablehlo.convolution(%arg0, %64) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [2, 1], pad = [[2, 1], [0, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 2 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x7x9x4xf32>, tensor<6x8x8x4xf32>) -> tensor<2x3x2x4xf32>
    %66 = stablehlo.reshape %arg2 : (tensor<2x3x2x4xf32>) -> tensor<2x3x2x2x2xf32>
    %67 = stablehlo.transpose %66, dims = [0, 1, 3, 2, 4] : (tensor<2x3x2x2x2xf32>) -> tensor<2x3x2x2x2xf32>
    %68 = stablehlo.reshape %67 : (tensor<2x3x2x2x2xf32>) -> tensor<2x3x4x2xf32>
    %69 = stablehlo.reverse %68, dims = [0, 1] : tensor<2x3x4x2xf32>
    %70 = stablehlo.convolution(%64, %69) dim_numbers = [b, 0, 1, f]x[0, 1, o, i]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[0, 1], [2, 1]], lhs_dilate = [1, 1], rhs_dilate = [2, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 2 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x8x8x4xf32>, tensor<2x3x4x2xf32>) -> tensor<6x7x9x4xf32>
    %71 = stablehlo.add %61, %70 : tensor<6x7x9x4xf32>
    %cst_10 = stablehlo.constant dense<1.000000e+00> : tensor<f32>
    %72 = stablehlo.broadcast_in_dim %cst_10, dims = [] : (tensor<f32>) -> tensor<6x4x5x6xf32>
    %73 = stablehlo.multiply %72, %2 : tensor<6x4x5x6xf32>
    %74 = stablehlo.add %35, %73 : tensor<6x4x5x6xf32>
    %75 = stablehlo.convolution(%arg0, %74) dim_numbers = [f, 0, 1, b]x[i, 0, 1, o]->[0, 1, b, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [2, 2], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x7x9x4xf32>, tensor<6x4x5x6xf32>) -> tensor<3x3x4x6xf32>
    %76 = stablehlo.reverse %arg1, dims = [0, 1] : tensor<3x3x4x6xf32>
    %77 = stablehlo.convolution(%74, %76) dim_numbers = [b, 0, 1, f]x[0, 1, o, i]->[b, 0, 1, f], window = {stride = [1, 1], pad = [[1, 1], [1, 1]], lhs_dilate = [2, 2], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<6x4x5x6xf32>, tensor<3x3x4x6xf32>) -> tensor<6x7x9x4xf32>
    %78 = stablehlo.add %71, %77 : tensor<6x7x9x4xf32>
    return %29, %78, %75, %65, %38, %55, %33 : tensor<f32>, tensor<6x7x9x4xf32>, tensor<3x3x4x6xf32>, tensor<2x3x2x4xf32>, tensor<3x4x3x2xf32>, tensor<3x3x1x4xf32>, tensor<3x3x6x4xf32>
  }
}
