module @jit_encode attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["model"=4]> {stablehlo.mesh = {axes = [{name = "model", size = 4 : i64}]}}
  func.func public @main(%arg0: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "embeddings.LayerNorm.bias"}, %arg1: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "embeddings.LayerNorm.weight"}, %arg2: tensor<512x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tp.name = "embeddings.position_embeddings.weight"}, %arg3: tensor<2x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tp.name = "embeddings.token_type_embeddings.weight"}, %arg4: tensor<30522x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "embeddings.word_embeddings.weight"}, %arg5: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.0.attention.output.LayerNorm.bias"}, %arg6: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.0.attention.output.LayerNorm.weight"}, %arg7: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.0.attention.output.dense.bias"}, %arg8: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.0.attention.output.dense.weight"}, %arg9: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.0.attention.self.key.bias"}, %arg10: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.0.attention.self.key.weight"}, %arg11: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.0.attention.self.query.bias"}, %arg12: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.0.attention.self.query.weight"}, %arg13: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.0.attention.self.value.bias"}, %arg14: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.0.attention.self.value.weight"}, %arg15: tensor<1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.0.intermediate.dense.bias"}, %arg16: tensor<1536x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.0.intermediate.dense.weight"}, %arg17: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.0.output.LayerNorm.bias"}, %arg18: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.0.output.LayerNorm.weight"}, %arg19: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.0.output.dense.bias"}, %arg20: tensor<384x1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.0.output.dense.weight"}, %arg21: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.1.attention.output.LayerNorm.bias"}, %arg22: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.1.attention.output.LayerNorm.weight"}, %arg23: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.1.attention.output.dense.bias"}, %arg24: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.1.attention.output.dense.weight"}, %arg25: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.1.attention.self.key.bias"}, %arg26: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.1.attention.self.key.weight"}, %arg27: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.1.attention.self.query.bias"}, %arg28: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.1.attention.self.query.weight"}, %arg29: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.1.attention.self.value.bias"}, %arg30: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.1.attention.self.value.weight"}, %arg31: tensor<1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.1.intermediate.dense.bias"}, %arg32: tensor<1536x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.1.intermediate.dense.weight"}, %arg33: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.1.output.LayerNorm.bias"}, %arg34: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.1.output.LayerNorm.weight"}, %arg35: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.1.output.dense.bias"}, %arg36: tensor<384x1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.1.output.dense.weight"}, %arg37: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.2.attention.output.LayerNorm.bias"}, %arg38: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.2.attention.output.LayerNorm.weight"}, %arg39: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.2.attention.output.dense.bias"}, %arg40: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.2.attention.output.dense.weight"}, %arg41: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.2.attention.self.key.bias"}, %arg42: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.2.attention.self.key.weight"}, %arg43: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.2.attention.self.query.bias"}, %arg44: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.2.attention.self.query.weight"}, %arg45: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.2.attention.self.value.bias"}, %arg46: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.2.attention.self.value.weight"}, %arg47: tensor<1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.2.intermediate.dense.bias"}, %arg48: tensor<1536x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.2.intermediate.dense.weight"}, %arg49: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.2.output.LayerNorm.bias"}, %arg50: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.2.output.LayerNorm.weight"}, %arg51: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.2.output.dense.bias"}, %arg52: tensor<384x1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.2.output.dense.weight"}, %arg53: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.3.attention.output.LayerNorm.bias"}, %arg54: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.3.attention.output.LayerNorm.weight"}, %arg55: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.3.attention.output.dense.bias"}, %arg56: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.3.attention.output.dense.weight"}, %arg57: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.3.attention.self.key.bias"}, %arg58: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.3.attention.self.key.weight"}, %arg59: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.3.attention.self.query.bias"}, %arg60: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.3.attention.self.query.weight"}, %arg61: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.3.attention.self.value.bias"}, %arg62: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.3.attention.self.value.weight"}, %arg63: tensor<1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.3.intermediate.dense.bias"}, %arg64: tensor<1536x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.3.intermediate.dense.weight"}, %arg65: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.3.output.LayerNorm.bias"}, %arg66: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.3.output.LayerNorm.weight"}, %arg67: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.3.output.dense.bias"}, %arg68: tensor<384x1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.3.output.dense.weight"}, %arg69: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.4.attention.output.LayerNorm.bias"}, %arg70: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.4.attention.output.LayerNorm.weight"}, %arg71: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.4.attention.output.dense.bias"}, %arg72: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.4.attention.output.dense.weight"}, %arg73: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.4.attention.self.key.bias"}, %arg74: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.4.attention.self.key.weight"}, %arg75: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.4.attention.self.query.bias"}, %arg76: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.4.attention.self.query.weight"}, %arg77: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.4.attention.self.value.bias"}, %arg78: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.4.attention.self.value.weight"}, %arg79: tensor<1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.4.intermediate.dense.bias"}, %arg80: tensor<1536x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.4.intermediate.dense.weight"}, %arg81: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.4.output.LayerNorm.bias"}, %arg82: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.4.output.LayerNorm.weight"}, %arg83: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.4.output.dense.bias"}, %arg84: tensor<384x1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.4.output.dense.weight"}, %arg85: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.5.attention.output.LayerNorm.bias"}, %arg86: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.5.attention.output.LayerNorm.weight"}, %arg87: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.5.attention.output.dense.bias"}, %arg88: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.5.attention.output.dense.weight"}, %arg89: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.5.attention.self.key.bias"}, %arg90: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.5.attention.self.key.weight"}, %arg91: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.5.attention.self.query.bias"}, %arg92: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.5.attention.self.query.weight"}, %arg93: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.5.attention.self.value.bias"}, %arg94: tensor<384x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.5.attention.self.value.weight"}, %arg95: tensor<1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tp.name = "encoder.layer.5.intermediate.dense.bias"}, %arg96: tensor<1536x384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tp.name = "encoder.layer.5.intermediate.dense.weight"}, %arg97: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.5.output.LayerNorm.bias"}, %arg98: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.5.output.LayerNorm.weight"}, %arg99: tensor<384xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tp.name = "encoder.layer.5.output.dense.bias"}, %arg100: tensor<384x1536xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tp.name = "encoder.layer.5.output.dense.weight"}, %arg101: tensor<8x32xi32> {tp.name = "input_ids"}, %arg102: tensor<8x32xi32> {tp.name = "attention_mask"}) -> (tensor<8x384xf32> {jax.result_info = "result"}) {
    %c = stablehlo.constant dense<0> : tensor<i32>
    %0 = stablehlo.broadcast_in_dim %c, dims = [] : (tensor<i32>) -> tensor<8x32xi32>
    %1 = stablehlo.compare LT, %arg101, %0, SIGNED : (tensor<8x32xi32>, tensor<8x32xi32>) -> tensor<8x32xi1>
    %c_0 = stablehlo.constant dense<30522> : tensor<i32>
    %2 = stablehlo.broadcast_in_dim %c_0, dims = [] : (tensor<i32>) -> tensor<8x32xi32>
    %3 = stablehlo.add %arg101, %2 : tensor<8x32xi32>
    %4 = stablehlo.select %1, %3, %arg101 : tensor<8x32xi1>, tensor<8x32xi32>
    %5 = stablehlo.broadcast_in_dim %4, dims = [0, 1] : (tensor<8x32xi32>) -> tensor<8x32x1xi32>
    %6 = "stablehlo.gather"(%arg4, %5) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 384>}> : (tensor<30522x384xf32>, tensor<8x32x1xi32>) -> tensor<8x32x384xf32>
    %7 = stablehlo.slice %arg2 [0:32, 0:384] : (tensor<512x384xf32>) -> tensor<32x384xf32>
    %8 = stablehlo.slice %arg3 [0:1, 0:384] : (tensor<2x384xf32>) -> tensor<1x384xf32>
    %9 = stablehlo.reshape %8 : (tensor<1x384xf32>) -> tensor<384xf32>
    %10 = stablehlo.broadcast_in_dim %7, dims = [1, 2] : (tensor<32x384xf32>) -> tensor<1x32x384xf32>
    %11 = stablehlo.broadcast_in_dim %10, dims = [0, 1, 2] : (tensor<1x32x384xf32>) -> tensor<8x32x384xf32>
    %12 = stablehlo.add %6, %11 : tensor<8x32x384xf32>
    %13 = stablehlo.broadcast_in_dim %9, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %14 = stablehlo.broadcast_in_dim %13, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %15 = stablehlo.add %12, %14 : tensor<8x32x384xf32>
    %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %16 = stablehlo.reduce(%15 init: %cst) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %17 = stablehlo.broadcast_in_dim %16, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_1 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %18 = stablehlo.broadcast_in_dim %cst_1, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %19 = stablehlo.divide %17, %18 : tensor<8x32x1xf32>
    %20 = stablehlo.broadcast_in_dim %19, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %21 = stablehlo.subtract %15, %20 : tensor<8x32x384xf32>
    %22 = chlo.square %21 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_2 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %23 = stablehlo.reduce(%22 init: %cst_2) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %24 = stablehlo.broadcast_in_dim %23, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_3 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %25 = stablehlo.broadcast_in_dim %cst_3, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %26 = stablehlo.divide %24, %25 : tensor<8x32x1xf32>
    %cst_4 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %27 = stablehlo.broadcast_in_dim %cst_4, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %28 = stablehlo.add %26, %27 : tensor<8x32x1xf32>
    %29 = stablehlo.rsqrt %28 : tensor<8x32x1xf32>
    %30 = stablehlo.broadcast_in_dim %29, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %31 = stablehlo.multiply %21, %30 : tensor<8x32x384xf32>
    %32 = stablehlo.broadcast_in_dim %arg1, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %33 = stablehlo.broadcast_in_dim %32, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %34 = stablehlo.multiply %31, %33 : tensor<8x32x384xf32>
    %35 = stablehlo.broadcast_in_dim %arg0, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %36 = stablehlo.broadcast_in_dim %35, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %37 = stablehlo.add %34, %36 : tensor<8x32x384xf32>
    %38 = stablehlo.dot_general %37, %arg12, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %39 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %40 = stablehlo.broadcast_in_dim %39, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %41 = stablehlo.add %38, %40 : tensor<8x32x384xf32>
    %42 = stablehlo.reshape %41 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %43 = stablehlo.dot_general %37, %arg10, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %44 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %45 = stablehlo.broadcast_in_dim %44, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %46 = stablehlo.add %43, %45 : tensor<8x32x384xf32>
    %47 = stablehlo.reshape %46 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %48 = stablehlo.dot_general %37, %arg14, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %49 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %50 = stablehlo.broadcast_in_dim %49, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %51 = stablehlo.add %48, %50 : tensor<8x32x384xf32>
    %52 = stablehlo.reshape %51 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %53 = stablehlo.dot_general %42, %47, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x32x12x32xf32>) -> tensor<8x12x32x32xf32>
    %cst_5 = stablehlo.constant dense<5.65685415> : tensor<f32>
    %54 = stablehlo.broadcast_in_dim %cst_5, dims = [] : (tensor<f32>) -> tensor<8x12x32x32xf32>
    %55 = stablehlo.divide %53, %54 : tensor<8x12x32x32xf32>
    %56 = stablehlo.broadcast_in_dim %arg102, dims = [0, 3] : (tensor<8x32xi32>) -> tensor<8x1x1x32xi32>
    %c_6 = stablehlo.constant dense<0> : tensor<i32>
    %57 = stablehlo.broadcast_in_dim %c_6, dims = [] : (tensor<i32>) -> tensor<8x1x1x32xi32>
    %58 = stablehlo.compare NE, %56, %57, SIGNED : (tensor<8x1x1x32xi32>, tensor<8x1x1x32xi32>) -> tensor<8x1x1x32xi1>
    %cst_7 = stablehlo.constant dense<-1.000000e+09> : tensor<f32>
    %59 = call @_where(%58, %55, %cst_7) : (tensor<8x1x1x32xi1>, tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32x32xf32>
    %cst_8 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %60 = stablehlo.reduce(%59 init: %cst_8) applies stablehlo.maximum across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %cst_9 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %61 = stablehlo.broadcast_in_dim %cst_9, dims = [] : (tensor<f32>) -> tensor<8x12x32xf32>
    %62 = stablehlo.maximum %61, %60 : tensor<8x12x32xf32>
    %63 = stablehlo.broadcast_in_dim %62, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %64 = stablehlo.broadcast_in_dim %63, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %65 = stablehlo.subtract %59, %64 : tensor<8x12x32x32xf32>
    %66 = stablehlo.exponential %65 : tensor<8x12x32x32xf32>
    %cst_10 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %67 = stablehlo.reduce(%66 init: %cst_10) applies stablehlo.add across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %68 = stablehlo.broadcast_in_dim %67, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %69 = stablehlo.broadcast_in_dim %68, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %70 = stablehlo.divide %66, %69 : tensor<8x12x32x32xf32>
    %71 = stablehlo.dot_general %52, %70, batching_dims = [0, 2] x [0, 1], contracting_dims = [1] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x12x32x32xf32>) -> tensor<8x12x32x32xf32>
    %72 = stablehlo.transpose %71, dims = [0, 3, 1, 2] : (tensor<8x12x32x32xf32>) -> tensor<8x32x12x32xf32>
    %73 = stablehlo.reshape %72 : (tensor<8x32x12x32xf32>) -> tensor<8x32x384xf32>
    %74 = stablehlo.dot_general %73, %arg8, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %75 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %76 = stablehlo.broadcast_in_dim %75, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %77 = stablehlo.add %74, %76 : tensor<8x32x384xf32>
    %78 = stablehlo.add %37, %77 : tensor<8x32x384xf32>
    %cst_11 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %79 = stablehlo.reduce(%78 init: %cst_11) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %80 = stablehlo.broadcast_in_dim %79, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_12 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %81 = stablehlo.broadcast_in_dim %cst_12, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %82 = stablehlo.divide %80, %81 : tensor<8x32x1xf32>
    %83 = stablehlo.broadcast_in_dim %82, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %84 = stablehlo.subtract %78, %83 : tensor<8x32x384xf32>
    %85 = chlo.square %84 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_13 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %86 = stablehlo.reduce(%85 init: %cst_13) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %87 = stablehlo.broadcast_in_dim %86, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_14 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %88 = stablehlo.broadcast_in_dim %cst_14, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %89 = stablehlo.divide %87, %88 : tensor<8x32x1xf32>
    %cst_15 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %90 = stablehlo.broadcast_in_dim %cst_15, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %91 = stablehlo.add %89, %90 : tensor<8x32x1xf32>
    %92 = stablehlo.rsqrt %91 : tensor<8x32x1xf32>
    %93 = stablehlo.broadcast_in_dim %92, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %94 = stablehlo.multiply %84, %93 : tensor<8x32x384xf32>
    %95 = stablehlo.broadcast_in_dim %arg6, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %96 = stablehlo.broadcast_in_dim %95, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %97 = stablehlo.multiply %94, %96 : tensor<8x32x384xf32>
    %98 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %99 = stablehlo.broadcast_in_dim %98, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %100 = stablehlo.add %97, %99 : tensor<8x32x384xf32>
    %101 = stablehlo.dot_general %100, %arg16, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<1536x384xf32>) -> tensor<8x32x1536xf32>
    %102 = stablehlo.broadcast_in_dim %arg15, dims = [2] : (tensor<1536xf32>) -> tensor<1x1x1536xf32>
    %103 = stablehlo.broadcast_in_dim %102, dims = [0, 1, 2] : (tensor<1x1x1536xf32>) -> tensor<8x32x1536xf32>
    %104 = stablehlo.add %101, %103 : tensor<8x32x1536xf32>
    %cst_16 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %105 = stablehlo.broadcast_in_dim %cst_16, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %106 = stablehlo.multiply %105, %104 : tensor<8x32x1536xf32>
    %107 = stablehlo.negate %104 : tensor<8x32x1536xf32>
    %cst_17 = stablehlo.constant dense<0.707106769> : tensor<f32>
    %108 = stablehlo.broadcast_in_dim %cst_17, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %109 = stablehlo.multiply %107, %108 : tensor<8x32x1536xf32>
    %110 = chlo.erfc %109 : tensor<8x32x1536xf32> -> tensor<8x32x1536xf32>
    %111 = stablehlo.multiply %106, %110 : tensor<8x32x1536xf32>
    %112 = stablehlo.dot_general %111, %arg20, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x1536xf32>, tensor<384x1536xf32>) -> tensor<8x32x384xf32>
    %113 = stablehlo.broadcast_in_dim %arg19, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %114 = stablehlo.broadcast_in_dim %113, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %115 = stablehlo.add %112, %114 : tensor<8x32x384xf32>
    %116 = stablehlo.add %100, %115 : tensor<8x32x384xf32>
    %cst_18 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %117 = stablehlo.reduce(%116 init: %cst_18) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %118 = stablehlo.broadcast_in_dim %117, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_19 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %119 = stablehlo.broadcast_in_dim %cst_19, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %120 = stablehlo.divide %118, %119 : tensor<8x32x1xf32>
    %121 = stablehlo.broadcast_in_dim %120, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %122 = stablehlo.subtract %116, %121 : tensor<8x32x384xf32>
    %123 = chlo.square %122 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_20 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %124 = stablehlo.reduce(%123 init: %cst_20) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %125 = stablehlo.broadcast_in_dim %124, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_21 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %126 = stablehlo.broadcast_in_dim %cst_21, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %127 = stablehlo.divide %125, %126 : tensor<8x32x1xf32>
    %cst_22 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %128 = stablehlo.broadcast_in_dim %cst_22, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %129 = stablehlo.add %127, %128 : tensor<8x32x1xf32>
    %130 = stablehlo.rsqrt %129 : tensor<8x32x1xf32>
    %131 = stablehlo.broadcast_in_dim %130, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %132 = stablehlo.multiply %122, %131 : tensor<8x32x384xf32>
    %133 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %134 = stablehlo.broadcast_in_dim %133, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %135 = stablehlo.multiply %132, %134 : tensor<8x32x384xf32>
    %136 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %137 = stablehlo.broadcast_in_dim %136, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %138 = stablehlo.add %135, %137 : tensor<8x32x384xf32>
    %139 = stablehlo.dot_general %138, %arg28, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %140 = stablehlo.broadcast_in_dim %arg27, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %141 = stablehlo.broadcast_in_dim %140, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %142 = stablehlo.add %139, %141 : tensor<8x32x384xf32>
    %143 = stablehlo.reshape %142 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %144 = stablehlo.dot_general %138, %arg26, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %145 = stablehlo.broadcast_in_dim %arg25, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %146 = stablehlo.broadcast_in_dim %145, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %147 = stablehlo.add %144, %146 : tensor<8x32x384xf32>
    %148 = stablehlo.reshape %147 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %149 = stablehlo.dot_general %138, %arg30, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %150 = stablehlo.broadcast_in_dim %arg29, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %151 = stablehlo.broadcast_in_dim %150, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %152 = stablehlo.add %149, %151 : tensor<8x32x384xf32>
    %153 = stablehlo.reshape %152 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %154 = stablehlo.dot_general %143, %148, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x32x12x32xf32>) -> tensor<8x12x32x32xf32>
    %cst_23 = stablehlo.constant dense<5.65685415> : tensor<f32>
    %155 = stablehlo.broadcast_in_dim %cst_23, dims = [] : (tensor<f32>) -> tensor<8x12x32x32xf32>
    %156 = stablehlo.divide %154, %155 : tensor<8x12x32x32xf32>
    %157 = stablehlo.broadcast_in_dim %arg102, dims = [0, 3] : (tensor<8x32xi32>) -> tensor<8x1x1x32xi32>
    %c_24 = stablehlo.constant dense<0> : tensor<i32>
    %158 = stablehlo.broadcast_in_dim %c_24, dims = [] : (tensor<i32>) -> tensor<8x1x1x32xi32>
    %159 = stablehlo.compare NE, %157, %158, SIGNED : (tensor<8x1x1x32xi32>, tensor<8x1x1x32xi32>) -> tensor<8x1x1x32xi1>
    %cst_25 = stablehlo.constant dense<-1.000000e+09> : tensor<f32>
    %160 = call @_where(%159, %156, %cst_25) : (tensor<8x1x1x32xi1>, tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32x32xf32>
    %cst_26 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %161 = stablehlo.reduce(%160 init: %cst_26) applies stablehlo.maximum across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %cst_27 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %162 = stablehlo.broadcast_in_dim %cst_27, dims = [] : (tensor<f32>) -> tensor<8x12x32xf32>
    %163 = stablehlo.maximum %162, %161 : tensor<8x12x32xf32>
    %164 = stablehlo.broadcast_in_dim %163, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %165 = stablehlo.broadcast_in_dim %164, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %166 = stablehlo.subtract %160, %165 : tensor<8x12x32x32xf32>
    %167 = stablehlo.exponential %166 : tensor<8x12x32x32xf32>
    %cst_28 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %168 = stablehlo.reduce(%167 init: %cst_28) applies stablehlo.add across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %169 = stablehlo.broadcast_in_dim %168, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %170 = stablehlo.broadcast_in_dim %169, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %171 = stablehlo.divide %167, %170 : tensor<8x12x32x32xf32>
    %172 = stablehlo.dot_general %153, %171, batching_dims = [0, 2] x [0, 1], contracting_dims = [1] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x12x32x32xf32>) -> tensor<8x12x32x32xf32>
    %173 = stablehlo.transpose %172, dims = [0, 3, 1, 2] : (tensor<8x12x32x32xf32>) -> tensor<8x32x12x32xf32>
    %174 = stablehlo.reshape %173 : (tensor<8x32x12x32xf32>) -> tensor<8x32x384xf32>
    %175 = stablehlo.dot_general %174, %arg24, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %176 = stablehlo.broadcast_in_dim %arg23, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %177 = stablehlo.broadcast_in_dim %176, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %178 = stablehlo.add %175, %177 : tensor<8x32x384xf32>
    %179 = stablehlo.add %138, %178 : tensor<8x32x384xf32>
    %cst_29 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %180 = stablehlo.reduce(%179 init: %cst_29) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %181 = stablehlo.broadcast_in_dim %180, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_30 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %182 = stablehlo.broadcast_in_dim %cst_30, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %183 = stablehlo.divide %181, %182 : tensor<8x32x1xf32>
    %184 = stablehlo.broadcast_in_dim %183, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %185 = stablehlo.subtract %179, %184 : tensor<8x32x384xf32>
    %186 = chlo.square %185 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_31 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %187 = stablehlo.reduce(%186 init: %cst_31) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %188 = stablehlo.broadcast_in_dim %187, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_32 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %189 = stablehlo.broadcast_in_dim %cst_32, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %190 = stablehlo.divide %188, %189 : tensor<8x32x1xf32>
    %cst_33 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %191 = stablehlo.broadcast_in_dim %cst_33, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %192 = stablehlo.add %190, %191 : tensor<8x32x1xf32>
    %193 = stablehlo.rsqrt %192 : tensor<8x32x1xf32>
    %194 = stablehlo.broadcast_in_dim %193, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %195 = stablehlo.multiply %185, %194 : tensor<8x32x384xf32>
    %196 = stablehlo.broadcast_in_dim %arg22, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %197 = stablehlo.broadcast_in_dim %196, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %198 = stablehlo.multiply %195, %197 : tensor<8x32x384xf32>
    %199 = stablehlo.broadcast_in_dim %arg21, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %200 = stablehlo.broadcast_in_dim %199, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %201 = stablehlo.add %198, %200 : tensor<8x32x384xf32>
    %202 = stablehlo.dot_general %201, %arg32, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<1536x384xf32>) -> tensor<8x32x1536xf32>
    %203 = stablehlo.broadcast_in_dim %arg31, dims = [2] : (tensor<1536xf32>) -> tensor<1x1x1536xf32>
    %204 = stablehlo.broadcast_in_dim %203, dims = [0, 1, 2] : (tensor<1x1x1536xf32>) -> tensor<8x32x1536xf32>
    %205 = stablehlo.add %202, %204 : tensor<8x32x1536xf32>
    %cst_34 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %206 = stablehlo.broadcast_in_dim %cst_34, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %207 = stablehlo.multiply %206, %205 : tensor<8x32x1536xf32>
    %208 = stablehlo.negate %205 : tensor<8x32x1536xf32>
    %cst_35 = stablehlo.constant dense<0.707106769> : tensor<f32>
    %209 = stablehlo.broadcast_in_dim %cst_35, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %210 = stablehlo.multiply %208, %209 : tensor<8x32x1536xf32>
    %211 = chlo.erfc %210 : tensor<8x32x1536xf32> -> tensor<8x32x1536xf32>
    %212 = stablehlo.multiply %207, %211 : tensor<8x32x1536xf32>
    %213 = stablehlo.dot_general %212, %arg36, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x1536xf32>, tensor<384x1536xf32>) -> tensor<8x32x384xf32>
    %214 = stablehlo.broadcast_in_dim %arg35, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %215 = stablehlo.broadcast_in_dim %214, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %216 = stablehlo.add %213, %215 : tensor<8x32x384xf32>
    %217 = stablehlo.add %201, %216 : tensor<8x32x384xf32>
    %cst_36 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %218 = stablehlo.reduce(%217 init: %cst_36) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %219 = stablehlo.broadcast_in_dim %218, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_37 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %220 = stablehlo.broadcast_in_dim %cst_37, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %221 = stablehlo.divide %219, %220 : tensor<8x32x1xf32>
    %222 = stablehlo.broadcast_in_dim %221, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %223 = stablehlo.subtract %217, %222 : tensor<8x32x384xf32>
    %224 = chlo.square %223 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_38 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %225 = stablehlo.reduce(%224 init: %cst_38) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %226 = stablehlo.broadcast_in_dim %225, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_39 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %227 = stablehlo.broadcast_in_dim %cst_39, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %228 = stablehlo.divide %226, %227 : tensor<8x32x1xf32>
    %cst_40 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %229 = stablehlo.broadcast_in_dim %cst_40, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %230 = stablehlo.add %228, %229 : tensor<8x32x1xf32>
    %231 = stablehlo.rsqrt %230 : tensor<8x32x1xf32>
    %232 = stablehlo.broadcast_in_dim %231, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %233 = stablehlo.multiply %223, %232 : tensor<8x32x384xf32>
    %234 = stablehlo.broadcast_in_dim %arg34, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %235 = stablehlo.broadcast_in_dim %234, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %236 = stablehlo.multiply %233, %235 : tensor<8x32x384xf32>
    %237 = stablehlo.broadcast_in_dim %arg33, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %238 = stablehlo.broadcast_in_dim %237, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %239 = stablehlo.add %236, %238 : tensor<8x32x384xf32>
    %240 = stablehlo.dot_general %239, %arg44, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %241 = stablehlo.broadcast_in_dim %arg43, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %242 = stablehlo.broadcast_in_dim %241, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %243 = stablehlo.add %240, %242 : tensor<8x32x384xf32>
    %244 = stablehlo.reshape %243 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %245 = stablehlo.dot_general %239, %arg42, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %246 = stablehlo.broadcast_in_dim %arg41, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %247 = stablehlo.broadcast_in_dim %246, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %248 = stablehlo.add %245, %247 : tensor<8x32x384xf32>
    %249 = stablehlo.reshape %248 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %250 = stablehlo.dot_general %239, %arg46, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %251 = stablehlo.broadcast_in_dim %arg45, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %252 = stablehlo.broadcast_in_dim %251, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %253 = stablehlo.add %250, %252 : tensor<8x32x384xf32>
    %254 = stablehlo.reshape %253 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %255 = stablehlo.dot_general %244, %249, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x32x12x32xf32>) -> tensor<8x12x32x32xf32>
    %cst_41 = stablehlo.constant dense<5.65685415> : tensor<f32>
    %256 = stablehlo.broadcast_in_dim %cst_41, dims = [] : (tensor<f32>) -> tensor<8x12x32x32xf32>
    %257 = stablehlo.divide %255, %256 : tensor<8x12x32x32xf32>
    %258 = stablehlo.broadcast_in_dim %arg102, dims = [0, 3] : (tensor<8x32xi32>) -> tensor<8x1x1x32xi32>
    %c_42 = stablehlo.constant dense<0> : tensor<i32>
    %259 = stablehlo.broadcast_in_dim %c_42, dims = [] : (tensor<i32>) -> tensor<8x1x1x32xi32>
    %260 = stablehlo.compare NE, %258, %259, SIGNED : (tensor<8x1x1x32xi32>, tensor<8x1x1x32xi32>) -> tensor<8x1x1x32xi1>
    %cst_43 = stablehlo.constant dense<-1.000000e+09> : tensor<f32>
    %261 = call @_where(%260, %257, %cst_43) : (tensor<8x1x1x32xi1>, tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32x32xf32>
    %cst_44 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %262 = stablehlo.reduce(%261 init: %cst_44) applies stablehlo.maximum across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %cst_45 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %263 = stablehlo.broadcast_in_dim %cst_45, dims = [] : (tensor<f32>) -> tensor<8x12x32xf32>
    %264 = stablehlo.maximum %263, %262 : tensor<8x12x32xf32>
    %265 = stablehlo.broadcast_in_dim %264, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %266 = stablehlo.broadcast_in_dim %265, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %267 = stablehlo.subtract %261, %266 : tensor<8x12x32x32xf32>
    %268 = stablehlo.exponential %267 : tensor<8x12x32x32xf32>
    %cst_46 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %269 = stablehlo.reduce(%268 init: %cst_46) applies stablehlo.add across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %270 = stablehlo.broadcast_in_dim %269, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %271 = stablehlo.broadcast_in_dim %270, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %272 = stablehlo.divide %268, %271 : tensor<8x12x32x32xf32>
    %273 = stablehlo.dot_general %254, %272, batching_dims = [0, 2] x [0, 1], contracting_dims = [1] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x12x32x32xf32>) -> tensor<8x12x32x32xf32>
    %274 = stablehlo.transpose %273, dims = [0, 3, 1, 2] : (tensor<8x12x32x32xf32>) -> tensor<8x32x12x32xf32>
    %275 = stablehlo.reshape %274 : (tensor<8x32x12x32xf32>) -> tensor<8x32x384xf32>
    %276 = stablehlo.dot_general %275, %arg40, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %277 = stablehlo.broadcast_in_dim %arg39, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %278 = stablehlo.broadcast_in_dim %277, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %279 = stablehlo.add %276, %278 : tensor<8x32x384xf32>
    %280 = stablehlo.add %239, %279 : tensor<8x32x384xf32>
    %cst_47 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %281 = stablehlo.reduce(%280 init: %cst_47) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %282 = stablehlo.broadcast_in_dim %281, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_48 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %283 = stablehlo.broadcast_in_dim %cst_48, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %284 = stablehlo.divide %282, %283 : tensor<8x32x1xf32>
    %285 = stablehlo.broadcast_in_dim %284, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %286 = stablehlo.subtract %280, %285 : tensor<8x32x384xf32>
    %287 = chlo.square %286 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_49 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %288 = stablehlo.reduce(%287 init: %cst_49) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %289 = stablehlo.broadcast_in_dim %288, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_50 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %290 = stablehlo.broadcast_in_dim %cst_50, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %291 = stablehlo.divide %289, %290 : tensor<8x32x1xf32>
    %cst_51 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %292 = stablehlo.broadcast_in_dim %cst_51, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %293 = stablehlo.add %291, %292 : tensor<8x32x1xf32>
    %294 = stablehlo.rsqrt %293 : tensor<8x32x1xf32>
    %295 = stablehlo.broadcast_in_dim %294, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %296 = stablehlo.multiply %286, %295 : tensor<8x32x384xf32>
    %297 = stablehlo.broadcast_in_dim %arg38, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %298 = stablehlo.broadcast_in_dim %297, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %299 = stablehlo.multiply %296, %298 : tensor<8x32x384xf32>
    %300 = stablehlo.broadcast_in_dim %arg37, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %301 = stablehlo.broadcast_in_dim %300, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %302 = stablehlo.add %299, %301 : tensor<8x32x384xf32>
    %303 = stablehlo.dot_general %302, %arg48, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<1536x384xf32>) -> tensor<8x32x1536xf32>
    %304 = stablehlo.broadcast_in_dim %arg47, dims = [2] : (tensor<1536xf32>) -> tensor<1x1x1536xf32>
    %305 = stablehlo.broadcast_in_dim %304, dims = [0, 1, 2] : (tensor<1x1x1536xf32>) -> tensor<8x32x1536xf32>
    %306 = stablehlo.add %303, %305 : tensor<8x32x1536xf32>
    %cst_52 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %307 = stablehlo.broadcast_in_dim %cst_52, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %308 = stablehlo.multiply %307, %306 : tensor<8x32x1536xf32>
    %309 = stablehlo.negate %306 : tensor<8x32x1536xf32>
    %cst_53 = stablehlo.constant dense<0.707106769> : tensor<f32>
    %310 = stablehlo.broadcast_in_dim %cst_53, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %311 = stablehlo.multiply %309, %310 : tensor<8x32x1536xf32>
    %312 = chlo.erfc %311 : tensor<8x32x1536xf32> -> tensor<8x32x1536xf32>
    %313 = stablehlo.multiply %308, %312 : tensor<8x32x1536xf32>
    %314 = stablehlo.dot_general %313, %arg52, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x1536xf32>, tensor<384x1536xf32>) -> tensor<8x32x384xf32>
    %315 = stablehlo.broadcast_in_dim %arg51, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %316 = stablehlo.broadcast_in_dim %315, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %317 = stablehlo.add %314, %316 : tensor<8x32x384xf32>
    %318 = stablehlo.add %302, %317 : tensor<8x32x384xf32>
    %cst_54 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %319 = stablehlo.reduce(%318 init: %cst_54) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %320 = stablehlo.broadcast_in_dim %319, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_55 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %321 = stablehlo.broadcast_in_dim %cst_55, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %322 = stablehlo.divide %320, %321 : tensor<8x32x1xf32>
    %323 = stablehlo.broadcast_in_dim %322, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %324 = stablehlo.subtract %318, %323 : tensor<8x32x384xf32>
    %325 = chlo.square %324 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_56 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %326 = stablehlo.reduce(%325 init: %cst_56) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %327 = stablehlo.broadcast_in_dim %326, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_57 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %328 = stablehlo.broadcast_in_dim %cst_57, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %329 = stablehlo.divide %327, %328 : tensor<8x32x1xf32>
    %cst_58 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %330 = stablehlo.broadcast_in_dim %cst_58, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %331 = stablehlo.add %329, %330 : tensor<8x32x1xf32>
    %332 = stablehlo.rsqrt %331 : tensor<8x32x1xf32>
    %333 = stablehlo.broadcast_in_dim %332, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %334 = stablehlo.multiply %324, %333 : tensor<8x32x384xf32>
    %335 = stablehlo.broadcast_in_dim %arg50, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %336 = stablehlo.broadcast_in_dim %335, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %337 = stablehlo.multiply %334, %336 : tensor<8x32x384xf32>
    %338 = stablehlo.broadcast_in_dim %arg49, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %339 = stablehlo.broadcast_in_dim %338, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %340 = stablehlo.add %337, %339 : tensor<8x32x384xf32>
    %341 = stablehlo.dot_general %340, %arg60, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %342 = stablehlo.broadcast_in_dim %arg59, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %343 = stablehlo.broadcast_in_dim %342, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %344 = stablehlo.add %341, %343 : tensor<8x32x384xf32>
    %345 = stablehlo.reshape %344 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %346 = stablehlo.dot_general %340, %arg58, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %347 = stablehlo.broadcast_in_dim %arg57, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %348 = stablehlo.broadcast_in_dim %347, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %349 = stablehlo.add %346, %348 : tensor<8x32x384xf32>
    %350 = stablehlo.reshape %349 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %351 = stablehlo.dot_general %340, %arg62, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %352 = stablehlo.broadcast_in_dim %arg61, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %353 = stablehlo.broadcast_in_dim %352, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %354 = stablehlo.add %351, %353 : tensor<8x32x384xf32>
    %355 = stablehlo.reshape %354 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %356 = stablehlo.dot_general %345, %350, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x32x12x32xf32>) -> tensor<8x12x32x32xf32>
    %cst_59 = stablehlo.constant dense<5.65685415> : tensor<f32>
    %357 = stablehlo.broadcast_in_dim %cst_59, dims = [] : (tensor<f32>) -> tensor<8x12x32x32xf32>
    %358 = stablehlo.divide %356, %357 : tensor<8x12x32x32xf32>
    %359 = stablehlo.broadcast_in_dim %arg102, dims = [0, 3] : (tensor<8x32xi32>) -> tensor<8x1x1x32xi32>
    %c_60 = stablehlo.constant dense<0> : tensor<i32>
    %360 = stablehlo.broadcast_in_dim %c_60, dims = [] : (tensor<i32>) -> tensor<8x1x1x32xi32>
    %361 = stablehlo.compare NE, %359, %360, SIGNED : (tensor<8x1x1x32xi32>, tensor<8x1x1x32xi32>) -> tensor<8x1x1x32xi1>
    %cst_61 = stablehlo.constant dense<-1.000000e+09> : tensor<f32>
    %362 = call @_where(%361, %358, %cst_61) : (tensor<8x1x1x32xi1>, tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32x32xf32>
    %cst_62 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %363 = stablehlo.reduce(%362 init: %cst_62) applies stablehlo.maximum across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %cst_63 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %364 = stablehlo.broadcast_in_dim %cst_63, dims = [] : (tensor<f32>) -> tensor<8x12x32xf32>
    %365 = stablehlo.maximum %364, %363 : tensor<8x12x32xf32>
    %366 = stablehlo.broadcast_in_dim %365, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %367 = stablehlo.broadcast_in_dim %366, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %368 = stablehlo.subtract %362, %367 : tensor<8x12x32x32xf32>
    %369 = stablehlo.exponential %368 : tensor<8x12x32x32xf32>
    %cst_64 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %370 = stablehlo.reduce(%369 init: %cst_64) applies stablehlo.add across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %371 = stablehlo.broadcast_in_dim %370, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %372 = stablehlo.broadcast_in_dim %371, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %373 = stablehlo.divide %369, %372 : tensor<8x12x32x32xf32>
    %374 = stablehlo.dot_general %355, %373, batching_dims = [0, 2] x [0, 1], contracting_dims = [1] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x12x32x32xf32>) -> tensor<8x12x32x32xf32>
    %375 = stablehlo.transpose %374, dims = [0, 3, 1, 2] : (tensor<8x12x32x32xf32>) -> tensor<8x32x12x32xf32>
    %376 = stablehlo.reshape %375 : (tensor<8x32x12x32xf32>) -> tensor<8x32x384xf32>
    %377 = stablehlo.dot_general %376, %arg56, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %378 = stablehlo.broadcast_in_dim %arg55, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %379 = stablehlo.broadcast_in_dim %378, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %380 = stablehlo.add %377, %379 : tensor<8x32x384xf32>
    %381 = stablehlo.add %340, %380 : tensor<8x32x384xf32>
    %cst_65 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %382 = stablehlo.reduce(%381 init: %cst_65) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %383 = stablehlo.broadcast_in_dim %382, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_66 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %384 = stablehlo.broadcast_in_dim %cst_66, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %385 = stablehlo.divide %383, %384 : tensor<8x32x1xf32>
    %386 = stablehlo.broadcast_in_dim %385, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %387 = stablehlo.subtract %381, %386 : tensor<8x32x384xf32>
    %388 = chlo.square %387 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_67 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %389 = stablehlo.reduce(%388 init: %cst_67) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %390 = stablehlo.broadcast_in_dim %389, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_68 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %391 = stablehlo.broadcast_in_dim %cst_68, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %392 = stablehlo.divide %390, %391 : tensor<8x32x1xf32>
    %cst_69 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %393 = stablehlo.broadcast_in_dim %cst_69, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %394 = stablehlo.add %392, %393 : tensor<8x32x1xf32>
    %395 = stablehlo.rsqrt %394 : tensor<8x32x1xf32>
    %396 = stablehlo.broadcast_in_dim %395, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %397 = stablehlo.multiply %387, %396 : tensor<8x32x384xf32>
    %398 = stablehlo.broadcast_in_dim %arg54, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %399 = stablehlo.broadcast_in_dim %398, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %400 = stablehlo.multiply %397, %399 : tensor<8x32x384xf32>
    %401 = stablehlo.broadcast_in_dim %arg53, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %402 = stablehlo.broadcast_in_dim %401, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %403 = stablehlo.add %400, %402 : tensor<8x32x384xf32>
    %404 = stablehlo.dot_general %403, %arg64, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<1536x384xf32>) -> tensor<8x32x1536xf32>
    %405 = stablehlo.broadcast_in_dim %arg63, dims = [2] : (tensor<1536xf32>) -> tensor<1x1x1536xf32>
    %406 = stablehlo.broadcast_in_dim %405, dims = [0, 1, 2] : (tensor<1x1x1536xf32>) -> tensor<8x32x1536xf32>
    %407 = stablehlo.add %404, %406 : tensor<8x32x1536xf32>
    %cst_70 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %408 = stablehlo.broadcast_in_dim %cst_70, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %409 = stablehlo.multiply %408, %407 : tensor<8x32x1536xf32>
    %410 = stablehlo.negate %407 : tensor<8x32x1536xf32>
    %cst_71 = stablehlo.constant dense<0.707106769> : tensor<f32>
    %411 = stablehlo.broadcast_in_dim %cst_71, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %412 = stablehlo.multiply %410, %411 : tensor<8x32x1536xf32>
    %413 = chlo.erfc %412 : tensor<8x32x1536xf32> -> tensor<8x32x1536xf32>
    %414 = stablehlo.multiply %409, %413 : tensor<8x32x1536xf32>
    %415 = stablehlo.dot_general %414, %arg68, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x1536xf32>, tensor<384x1536xf32>) -> tensor<8x32x384xf32>
    %416 = stablehlo.broadcast_in_dim %arg67, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %417 = stablehlo.broadcast_in_dim %416, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %418 = stablehlo.add %415, %417 : tensor<8x32x384xf32>
    %419 = stablehlo.add %403, %418 : tensor<8x32x384xf32>
    %cst_72 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %420 = stablehlo.reduce(%419 init: %cst_72) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %421 = stablehlo.broadcast_in_dim %420, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_73 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %422 = stablehlo.broadcast_in_dim %cst_73, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %423 = stablehlo.divide %421, %422 : tensor<8x32x1xf32>
    %424 = stablehlo.broadcast_in_dim %423, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %425 = stablehlo.subtract %419, %424 : tensor<8x32x384xf32>
    %426 = chlo.square %425 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_74 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %427 = stablehlo.reduce(%426 init: %cst_74) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %428 = stablehlo.broadcast_in_dim %427, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_75 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %429 = stablehlo.broadcast_in_dim %cst_75, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %430 = stablehlo.divide %428, %429 : tensor<8x32x1xf32>
    %cst_76 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %431 = stablehlo.broadcast_in_dim %cst_76, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %432 = stablehlo.add %430, %431 : tensor<8x32x1xf32>
    %433 = stablehlo.rsqrt %432 : tensor<8x32x1xf32>
    %434 = stablehlo.broadcast_in_dim %433, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %435 = stablehlo.multiply %425, %434 : tensor<8x32x384xf32>
    %436 = stablehlo.broadcast_in_dim %arg66, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %437 = stablehlo.broadcast_in_dim %436, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %438 = stablehlo.multiply %435, %437 : tensor<8x32x384xf32>
    %439 = stablehlo.broadcast_in_dim %arg65, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %440 = stablehlo.broadcast_in_dim %439, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %441 = stablehlo.add %438, %440 : tensor<8x32x384xf32>
    %442 = stablehlo.dot_general %441, %arg76, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %443 = stablehlo.broadcast_in_dim %arg75, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %444 = stablehlo.broadcast_in_dim %443, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %445 = stablehlo.add %442, %444 : tensor<8x32x384xf32>
    %446 = stablehlo.reshape %445 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %447 = stablehlo.dot_general %441, %arg74, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %448 = stablehlo.broadcast_in_dim %arg73, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %449 = stablehlo.broadcast_in_dim %448, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %450 = stablehlo.add %447, %449 : tensor<8x32x384xf32>
    %451 = stablehlo.reshape %450 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %452 = stablehlo.dot_general %441, %arg78, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %453 = stablehlo.broadcast_in_dim %arg77, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %454 = stablehlo.broadcast_in_dim %453, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %455 = stablehlo.add %452, %454 : tensor<8x32x384xf32>
    %456 = stablehlo.reshape %455 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %457 = stablehlo.dot_general %446, %451, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x32x12x32xf32>) -> tensor<8x12x32x32xf32>
    %cst_77 = stablehlo.constant dense<5.65685415> : tensor<f32>
    %458 = stablehlo.broadcast_in_dim %cst_77, dims = [] : (tensor<f32>) -> tensor<8x12x32x32xf32>
    %459 = stablehlo.divide %457, %458 : tensor<8x12x32x32xf32>
    %460 = stablehlo.broadcast_in_dim %arg102, dims = [0, 3] : (tensor<8x32xi32>) -> tensor<8x1x1x32xi32>
    %c_78 = stablehlo.constant dense<0> : tensor<i32>
    %461 = stablehlo.broadcast_in_dim %c_78, dims = [] : (tensor<i32>) -> tensor<8x1x1x32xi32>
    %462 = stablehlo.compare NE, %460, %461, SIGNED : (tensor<8x1x1x32xi32>, tensor<8x1x1x32xi32>) -> tensor<8x1x1x32xi1>
    %cst_79 = stablehlo.constant dense<-1.000000e+09> : tensor<f32>
    %463 = call @_where(%462, %459, %cst_79) : (tensor<8x1x1x32xi1>, tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32x32xf32>
    %cst_80 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %464 = stablehlo.reduce(%463 init: %cst_80) applies stablehlo.maximum across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %cst_81 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %465 = stablehlo.broadcast_in_dim %cst_81, dims = [] : (tensor<f32>) -> tensor<8x12x32xf32>
    %466 = stablehlo.maximum %465, %464 : tensor<8x12x32xf32>
    %467 = stablehlo.broadcast_in_dim %466, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %468 = stablehlo.broadcast_in_dim %467, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %469 = stablehlo.subtract %463, %468 : tensor<8x12x32x32xf32>
    %470 = stablehlo.exponential %469 : tensor<8x12x32x32xf32>
    %cst_82 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %471 = stablehlo.reduce(%470 init: %cst_82) applies stablehlo.add across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %472 = stablehlo.broadcast_in_dim %471, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %473 = stablehlo.broadcast_in_dim %472, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %474 = stablehlo.divide %470, %473 : tensor<8x12x32x32xf32>
    %475 = stablehlo.dot_general %456, %474, batching_dims = [0, 2] x [0, 1], contracting_dims = [1] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x12x32x32xf32>) -> tensor<8x12x32x32xf32>
    %476 = stablehlo.transpose %475, dims = [0, 3, 1, 2] : (tensor<8x12x32x32xf32>) -> tensor<8x32x12x32xf32>
    %477 = stablehlo.reshape %476 : (tensor<8x32x12x32xf32>) -> tensor<8x32x384xf32>
    %478 = stablehlo.dot_general %477, %arg72, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %479 = stablehlo.broadcast_in_dim %arg71, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %480 = stablehlo.broadcast_in_dim %479, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %481 = stablehlo.add %478, %480 : tensor<8x32x384xf32>
    %482 = stablehlo.add %441, %481 : tensor<8x32x384xf32>
    %cst_83 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %483 = stablehlo.reduce(%482 init: %cst_83) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %484 = stablehlo.broadcast_in_dim %483, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_84 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %485 = stablehlo.broadcast_in_dim %cst_84, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %486 = stablehlo.divide %484, %485 : tensor<8x32x1xf32>
    %487 = stablehlo.broadcast_in_dim %486, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %488 = stablehlo.subtract %482, %487 : tensor<8x32x384xf32>
    %489 = chlo.square %488 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_85 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %490 = stablehlo.reduce(%489 init: %cst_85) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %491 = stablehlo.broadcast_in_dim %490, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_86 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %492 = stablehlo.broadcast_in_dim %cst_86, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %493 = stablehlo.divide %491, %492 : tensor<8x32x1xf32>
    %cst_87 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %494 = stablehlo.broadcast_in_dim %cst_87, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %495 = stablehlo.add %493, %494 : tensor<8x32x1xf32>
    %496 = stablehlo.rsqrt %495 : tensor<8x32x1xf32>
    %497 = stablehlo.broadcast_in_dim %496, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %498 = stablehlo.multiply %488, %497 : tensor<8x32x384xf32>
    %499 = stablehlo.broadcast_in_dim %arg70, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %500 = stablehlo.broadcast_in_dim %499, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %501 = stablehlo.multiply %498, %500 : tensor<8x32x384xf32>
    %502 = stablehlo.broadcast_in_dim %arg69, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %503 = stablehlo.broadcast_in_dim %502, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %504 = stablehlo.add %501, %503 : tensor<8x32x384xf32>
    %505 = stablehlo.dot_general %504, %arg80, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<1536x384xf32>) -> tensor<8x32x1536xf32>
    %506 = stablehlo.broadcast_in_dim %arg79, dims = [2] : (tensor<1536xf32>) -> tensor<1x1x1536xf32>
    %507 = stablehlo.broadcast_in_dim %506, dims = [0, 1, 2] : (tensor<1x1x1536xf32>) -> tensor<8x32x1536xf32>
    %508 = stablehlo.add %505, %507 : tensor<8x32x1536xf32>
    %cst_88 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %509 = stablehlo.broadcast_in_dim %cst_88, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %510 = stablehlo.multiply %509, %508 : tensor<8x32x1536xf32>
    %511 = stablehlo.negate %508 : tensor<8x32x1536xf32>
    %cst_89 = stablehlo.constant dense<0.707106769> : tensor<f32>
    %512 = stablehlo.broadcast_in_dim %cst_89, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %513 = stablehlo.multiply %511, %512 : tensor<8x32x1536xf32>
    %514 = chlo.erfc %513 : tensor<8x32x1536xf32> -> tensor<8x32x1536xf32>
    %515 = stablehlo.multiply %510, %514 : tensor<8x32x1536xf32>
    %516 = stablehlo.dot_general %515, %arg84, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x1536xf32>, tensor<384x1536xf32>) -> tensor<8x32x384xf32>
    %517 = stablehlo.broadcast_in_dim %arg83, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %518 = stablehlo.broadcast_in_dim %517, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %519 = stablehlo.add %516, %518 : tensor<8x32x384xf32>
    %520 = stablehlo.add %504, %519 : tensor<8x32x384xf32>
    %cst_90 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %521 = stablehlo.reduce(%520 init: %cst_90) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %522 = stablehlo.broadcast_in_dim %521, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_91 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %523 = stablehlo.broadcast_in_dim %cst_91, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %524 = stablehlo.divide %522, %523 : tensor<8x32x1xf32>
    %525 = stablehlo.broadcast_in_dim %524, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %526 = stablehlo.subtract %520, %525 : tensor<8x32x384xf32>
    %527 = chlo.square %526 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_92 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %528 = stablehlo.reduce(%527 init: %cst_92) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %529 = stablehlo.broadcast_in_dim %528, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_93 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %530 = stablehlo.broadcast_in_dim %cst_93, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %531 = stablehlo.divide %529, %530 : tensor<8x32x1xf32>
    %cst_94 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %532 = stablehlo.broadcast_in_dim %cst_94, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %533 = stablehlo.add %531, %532 : tensor<8x32x1xf32>
    %534 = stablehlo.rsqrt %533 : tensor<8x32x1xf32>
    %535 = stablehlo.broadcast_in_dim %534, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %536 = stablehlo.multiply %526, %535 : tensor<8x32x384xf32>
    %537 = stablehlo.broadcast_in_dim %arg82, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %538 = stablehlo.broadcast_in_dim %537, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %539 = stablehlo.multiply %536, %538 : tensor<8x32x384xf32>
    %540 = stablehlo.broadcast_in_dim %arg81, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %541 = stablehlo.broadcast_in_dim %540, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %542 = stablehlo.add %539, %541 : tensor<8x32x384xf32>
    %543 = stablehlo.dot_general %542, %arg92, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %544 = stablehlo.broadcast_in_dim %arg91, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %545 = stablehlo.broadcast_in_dim %544, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %546 = stablehlo.add %543, %545 : tensor<8x32x384xf32>
    %547 = stablehlo.reshape %546 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %548 = stablehlo.dot_general %542, %arg90, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %549 = stablehlo.broadcast_in_dim %arg89, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %550 = stablehlo.broadcast_in_dim %549, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %551 = stablehlo.add %548, %550 : tensor<8x32x384xf32>
    %552 = stablehlo.reshape %551 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %553 = stablehlo.dot_general %542, %arg94, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %554 = stablehlo.broadcast_in_dim %arg93, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %555 = stablehlo.broadcast_in_dim %554, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %556 = stablehlo.add %553, %555 : tensor<8x32x384xf32>
    %557 = stablehlo.reshape %556 : (tensor<8x32x384xf32>) -> tensor<8x32x12x32xf32>
    %558 = stablehlo.dot_general %547, %552, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x32x12x32xf32>) -> tensor<8x12x32x32xf32>
    %cst_95 = stablehlo.constant dense<5.65685415> : tensor<f32>
    %559 = stablehlo.broadcast_in_dim %cst_95, dims = [] : (tensor<f32>) -> tensor<8x12x32x32xf32>
    %560 = stablehlo.divide %558, %559 : tensor<8x12x32x32xf32>
    %561 = stablehlo.broadcast_in_dim %arg102, dims = [0, 3] : (tensor<8x32xi32>) -> tensor<8x1x1x32xi32>
    %c_96 = stablehlo.constant dense<0> : tensor<i32>
    %562 = stablehlo.broadcast_in_dim %c_96, dims = [] : (tensor<i32>) -> tensor<8x1x1x32xi32>
    %563 = stablehlo.compare NE, %561, %562, SIGNED : (tensor<8x1x1x32xi32>, tensor<8x1x1x32xi32>) -> tensor<8x1x1x32xi1>
    %cst_97 = stablehlo.constant dense<-1.000000e+09> : tensor<f32>
    %564 = call @_where(%563, %560, %cst_97) : (tensor<8x1x1x32xi1>, tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32x32xf32>
    %cst_98 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %565 = stablehlo.reduce(%564 init: %cst_98) applies stablehlo.maximum across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %cst_99 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %566 = stablehlo.broadcast_in_dim %cst_99, dims = [] : (tensor<f32>) -> tensor<8x12x32xf32>
    %567 = stablehlo.maximum %566, %565 : tensor<8x12x32xf32>
    %568 = stablehlo.broadcast_in_dim %567, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %569 = stablehlo.broadcast_in_dim %568, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %570 = stablehlo.subtract %564, %569 : tensor<8x12x32x32xf32>
    %571 = stablehlo.exponential %570 : tensor<8x12x32x32xf32>
    %cst_100 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %572 = stablehlo.reduce(%571 init: %cst_100) applies stablehlo.add across dimensions = [3] : (tensor<8x12x32x32xf32>, tensor<f32>) -> tensor<8x12x32xf32>
    %573 = stablehlo.broadcast_in_dim %572, dims = [0, 1, 2] : (tensor<8x12x32xf32>) -> tensor<8x12x32x1xf32>
    %574 = stablehlo.broadcast_in_dim %573, dims = [0, 1, 2, 3] : (tensor<8x12x32x1xf32>) -> tensor<8x12x32x32xf32>
    %575 = stablehlo.divide %571, %574 : tensor<8x12x32x32xf32>
    %576 = stablehlo.dot_general %557, %575, batching_dims = [0, 2] x [0, 1], contracting_dims = [1] x [3], precision = [DEFAULT, DEFAULT] : (tensor<8x32x12x32xf32>, tensor<8x12x32x32xf32>) -> tensor<8x12x32x32xf32>
    %577 = stablehlo.transpose %576, dims = [0, 3, 1, 2] : (tensor<8x12x32x32xf32>) -> tensor<8x32x12x32xf32>
    %578 = stablehlo.reshape %577 : (tensor<8x32x12x32xf32>) -> tensor<8x32x384xf32>
    %579 = stablehlo.dot_general %578, %arg88, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<384x384xf32>) -> tensor<8x32x384xf32>
    %580 = stablehlo.broadcast_in_dim %arg87, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %581 = stablehlo.broadcast_in_dim %580, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %582 = stablehlo.add %579, %581 : tensor<8x32x384xf32>
    %583 = stablehlo.add %542, %582 : tensor<8x32x384xf32>
    %cst_101 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %584 = stablehlo.reduce(%583 init: %cst_101) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %585 = stablehlo.broadcast_in_dim %584, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_102 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %586 = stablehlo.broadcast_in_dim %cst_102, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %587 = stablehlo.divide %585, %586 : tensor<8x32x1xf32>
    %588 = stablehlo.broadcast_in_dim %587, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %589 = stablehlo.subtract %583, %588 : tensor<8x32x384xf32>
    %590 = chlo.square %589 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_103 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %591 = stablehlo.reduce(%590 init: %cst_103) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %592 = stablehlo.broadcast_in_dim %591, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_104 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %593 = stablehlo.broadcast_in_dim %cst_104, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %594 = stablehlo.divide %592, %593 : tensor<8x32x1xf32>
    %cst_105 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %595 = stablehlo.broadcast_in_dim %cst_105, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %596 = stablehlo.add %594, %595 : tensor<8x32x1xf32>
    %597 = stablehlo.rsqrt %596 : tensor<8x32x1xf32>
    %598 = stablehlo.broadcast_in_dim %597, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %599 = stablehlo.multiply %589, %598 : tensor<8x32x384xf32>
    %600 = stablehlo.broadcast_in_dim %arg86, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %601 = stablehlo.broadcast_in_dim %600, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %602 = stablehlo.multiply %599, %601 : tensor<8x32x384xf32>
    %603 = stablehlo.broadcast_in_dim %arg85, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %604 = stablehlo.broadcast_in_dim %603, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %605 = stablehlo.add %602, %604 : tensor<8x32x384xf32>
    %606 = stablehlo.dot_general %605, %arg96, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x384xf32>, tensor<1536x384xf32>) -> tensor<8x32x1536xf32>
    %607 = stablehlo.broadcast_in_dim %arg95, dims = [2] : (tensor<1536xf32>) -> tensor<1x1x1536xf32>
    %608 = stablehlo.broadcast_in_dim %607, dims = [0, 1, 2] : (tensor<1x1x1536xf32>) -> tensor<8x32x1536xf32>
    %609 = stablehlo.add %606, %608 : tensor<8x32x1536xf32>
    %cst_106 = stablehlo.constant dense<5.000000e-01> : tensor<f32>
    %610 = stablehlo.broadcast_in_dim %cst_106, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %611 = stablehlo.multiply %610, %609 : tensor<8x32x1536xf32>
    %612 = stablehlo.negate %609 : tensor<8x32x1536xf32>
    %cst_107 = stablehlo.constant dense<0.707106769> : tensor<f32>
    %613 = stablehlo.broadcast_in_dim %cst_107, dims = [] : (tensor<f32>) -> tensor<8x32x1536xf32>
    %614 = stablehlo.multiply %612, %613 : tensor<8x32x1536xf32>
    %615 = chlo.erfc %614 : tensor<8x32x1536xf32> -> tensor<8x32x1536xf32>
    %616 = stablehlo.multiply %611, %615 : tensor<8x32x1536xf32>
    %617 = stablehlo.dot_general %616, %arg100, contracting_dims = [2] x [1], precision = [DEFAULT, DEFAULT] : (tensor<8x32x1536xf32>, tensor<384x1536xf32>) -> tensor<8x32x384xf32>
    %618 = stablehlo.broadcast_in_dim %arg99, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %619 = stablehlo.broadcast_in_dim %618, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %620 = stablehlo.add %617, %619 : tensor<8x32x384xf32>
    %621 = stablehlo.add %605, %620 : tensor<8x32x384xf32>
    %cst_108 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %622 = stablehlo.reduce(%621 init: %cst_108) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %623 = stablehlo.broadcast_in_dim %622, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_109 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %624 = stablehlo.broadcast_in_dim %cst_109, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %625 = stablehlo.divide %623, %624 : tensor<8x32x1xf32>
    %626 = stablehlo.broadcast_in_dim %625, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %627 = stablehlo.subtract %621, %626 : tensor<8x32x384xf32>
    %628 = chlo.square %627 : tensor<8x32x384xf32> -> tensor<8x32x384xf32>
    %cst_110 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %629 = stablehlo.reduce(%628 init: %cst_110) applies stablehlo.add across dimensions = [2] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x32xf32>
    %630 = stablehlo.broadcast_in_dim %629, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %cst_111 = stablehlo.constant dense<3.840000e+02> : tensor<f32>
    %631 = stablehlo.broadcast_in_dim %cst_111, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %632 = stablehlo.divide %630, %631 : tensor<8x32x1xf32>
    %cst_112 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %633 = stablehlo.broadcast_in_dim %cst_112, dims = [] : (tensor<f32>) -> tensor<8x32x1xf32>
    %634 = stablehlo.add %632, %633 : tensor<8x32x1xf32>
    %635 = stablehlo.rsqrt %634 : tensor<8x32x1xf32>
    %636 = stablehlo.broadcast_in_dim %635, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %637 = stablehlo.multiply %627, %636 : tensor<8x32x384xf32>
    %638 = stablehlo.broadcast_in_dim %arg98, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %639 = stablehlo.broadcast_in_dim %638, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %640 = stablehlo.multiply %637, %639 : tensor<8x32x384xf32>
    %641 = stablehlo.broadcast_in_dim %arg97, dims = [2] : (tensor<384xf32>) -> tensor<1x1x384xf32>
    %642 = stablehlo.broadcast_in_dim %641, dims = [0, 1, 2] : (tensor<1x1x384xf32>) -> tensor<8x32x384xf32>
    %643 = stablehlo.add %640, %642 : tensor<8x32x384xf32>
    %644 = stablehlo.convert %arg102 : (tensor<8x32xi32>) -> tensor<8x32xf32>
    %645 = stablehlo.broadcast_in_dim %644, dims = [0, 1] : (tensor<8x32xf32>) -> tensor<8x32x1xf32>
    %646 = stablehlo.broadcast_in_dim %645, dims = [0, 1, 2] : (tensor<8x32x1xf32>) -> tensor<8x32x384xf32>
    %647 = stablehlo.multiply %643, %646 : tensor<8x32x384xf32>
    %cst_113 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %648 = stablehlo.reduce(%647 init: %cst_113) applies stablehlo.add across dimensions = [1] : (tensor<8x32x384xf32>, tensor<f32>) -> tensor<8x384xf32>
    %cst_114 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %649 = stablehlo.reduce(%645 init: %cst_114) applies stablehlo.add across dimensions = [1] : (tensor<8x32x1xf32>, tensor<f32>) -> tensor<8x1xf32>
    %cst_115 = stablehlo.constant dense<9.99999971E-10> : tensor<f32>
    %650 = stablehlo.broadcast_in_dim %cst_115, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %651 = stablehlo.maximum %649, %650 : tensor<8x1xf32>
    %652 = stablehlo.broadcast_in_dim %651, dims = [0, 1] : (tensor<8x1xf32>) -> tensor<8x384xf32>
    %653 = stablehlo.divide %648, %652 : tensor<8x384xf32>
    %654 = chlo.square %653 : tensor<8x384xf32> -> tensor<8x384xf32>
    %cst_116 = stablehlo.constant dense<0.000000e+00> : tensor<f32>
    %655 = stablehlo.reduce(%654 init: %cst_116) applies stablehlo.add across dimensions = [1] : (tensor<8x384xf32>, tensor<f32>) -> tensor<8xf32>
    %656 = stablehlo.broadcast_in_dim %655, dims = [0] : (tensor<8xf32>) -> tensor<8x1xf32>
    %657 = stablehlo.sqrt %656 : tensor<8x1xf32>
    %cst_117 = stablehlo.constant dense<9.99999996E-13> : tensor<f32>
    %658 = stablehlo.broadcast_in_dim %cst_117, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %659 = stablehlo.maximum %657, %658 : tensor<8x1xf32>
    %660 = stablehlo.broadcast_in_dim %659, dims = [0, 1] : (tensor<8x1xf32>) -> tensor<8x384xf32>
    %661 = stablehlo.divide %653, %660 : tensor<8x384xf32>
    return %661 : tensor<8x384xf32>
  }
  func.func private @_where(%arg0: tensor<8x1x1x32xi1>, %arg1: tensor<8x12x32x32xf32>, %arg2: tensor<f32>) -> tensor<8x12x32x32xf32> {
    %0 = stablehlo.convert %arg2 : tensor<f32>
    %1 = stablehlo.broadcast_in_dim %arg0, dims = [0, 1, 2, 3] : (tensor<8x1x1x32xi1>) -> tensor<8x12x32x32xi1>
    %2 = stablehlo.broadcast_in_dim %0, dims = [] : (tensor<f32>) -> tensor<8x12x32x32xf32>
    %3 = stablehlo.select %1, %arg1, %2 : tensor<8x12x32x32xi1>, tensor<8x12x32x32xf32>
    return %3 : tensor<8x12x32x32xf32>
  }
}
