// What devices say to each other or to a host outside of shardings is refused by name, in both forms.
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-import-stablehlo

func.func @pretty_after_all(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.after_all' op is not supported}}
  %0 = stablehlo.after_all : !stablehlo.token
  return
}

// -----

func.func @pretty_create_token(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.create_token' op is not supported}}
  %0 = stablehlo.create_token : !stablehlo.token
  return
}

// -----

func.func @pretty_replica_id(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.replica_id' op is not supported}}
  %0 = stablehlo.replica_id : tensor<ui32>
  return
}

// -----

func.func @pretty_partition_id(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.partition_id' op is not supported}}
  %0 = stablehlo.partition_id : tensor<ui32>
  return
}

// -----

func.func @pretty_tuple(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.tuple' op is not supported}}
  %0 = stablehlo.tuple %x, %x : tuple<tensor<4xf32>, tensor<4xf32>>
  return
}

// -----

func.func @generic_all_reduce(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.all_reduce' op is not supported}}
  %0 = "stablehlo.all_reduce"(%x) <{channel_handle = #stablehlo.channel_handle<handle = 1, type = 1>, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, use_global_device_ids}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %1 : tensor<f32>
  }) : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @generic_all_gather(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.all_gather' op is not supported}}
  %0 = "stablehlo.all_gather"(%x) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 1, type = 1>, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, use_global_device_ids}> : (tensor<4xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @generic_reduce_scatter(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.reduce_scatter' op is not supported}}
  %0 = "stablehlo.reduce_scatter"(%x) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, scatter_dimension = 0 : i64}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %1 = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %1 : tensor<f32>
  }) : (tensor<4xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @generic_all_to_all(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.all_to_all' op is not supported}}
  %0 = "stablehlo.all_to_all"(%x) <{concat_dimension = 0 : i64, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, split_count = 2 : i64, split_dimension = 0 : i64}> : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @generic_collective_permute(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.collective_permute' op is not supported}}
  %0 = "stablehlo.collective_permute"(%x) <{source_target_pairs = dense<[[0, 1], [1, 0]]> : tensor<2x2xi64>}> : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @generic_infeed(%x: tensor<4xf32>) {
  %t = builtin.unrealized_conversion_cast to !stablehlo.token
  // expected-error @+1 {{'stablehlo.infeed' op is not supported}}
  %0:2 = "stablehlo.infeed"(%t) <{infeed_config = ""}> : (!stablehlo.token) -> (tensor<4xf32>, !stablehlo.token)
  return
}

// -----

func.func @generic_outfeed(%x: tensor<4xf32>) {
  %t = builtin.unrealized_conversion_cast to !stablehlo.token
  // expected-error @+1 {{'stablehlo.outfeed' op is not supported}}
  %0 = "stablehlo.outfeed"(%x, %t) <{outfeed_config = ""}> : (tensor<4xf32>, !stablehlo.token) -> !stablehlo.token
  return
}

// -----

func.func @generic_send(%x: tensor<4xf32>) {
  %t = builtin.unrealized_conversion_cast to !stablehlo.token
  // expected-error @+1 {{'stablehlo.send' op is not supported}}
  %0 = "stablehlo.send"(%x, %t) <{channel_handle = #stablehlo.channel_handle<handle = 5, type = 2>, is_host_transfer = true}> : (tensor<4xf32>, !stablehlo.token) -> !stablehlo.token
  return
}

// -----

func.func @generic_recv(%x: tensor<4xf32>) {
  %t = builtin.unrealized_conversion_cast to !stablehlo.token
  // expected-error @+1 {{'stablehlo.recv' op is not supported}}
  %0:2 = "stablehlo.recv"(%t) <{channel_handle = #stablehlo.channel_handle<handle = 5, type = 3>, is_host_transfer = true}> : (!stablehlo.token) -> (tensor<4xf32>, !stablehlo.token)
  return
}

// -----

func.func @generic_get_tuple_element() {
  %u = builtin.unrealized_conversion_cast to tuple<tensor<4xf32>>
  // expected-error @+1 {{'stablehlo.get_tuple_element' op is not supported}}
  %0 = "stablehlo.get_tuple_element"(%u) <{index = 0 : i32}> : (tuple<tensor<4xf32>>) -> tensor<4xf32>
  return
}

// -----

func.func @generic_async_start(%x: tensor<4xf32>) {
  // expected-error @+1 {{'stablehlo.async_start' op is not supported}}
  %0 = "stablehlo.async_start"(%x) ({
  ^bb0(%a: tensor<4xf32>):
    stablehlo.return %a : tensor<4xf32>
  }) : (tensor<4xf32>) -> !stablehlo.future<tensor<4xf32>>
  return
}

// -----

func.func @generic_async_done() {
  %f = builtin.unrealized_conversion_cast to !stablehlo.future<tensor<4xf32>>
  // expected-error @+1 {{'stablehlo.async_done' op is not supported}}
  %0 = "stablehlo.async_done"(%f) : (!stablehlo.future<tensor<4xf32>>) -> tensor<4xf32>
  return
}

// -----

// expected-error @+1 {{has argument #0 of type '!stablehlo.token', which is not supported}}
func.func @token_from_outside(%t: !stablehlo.token) {
  return
}
