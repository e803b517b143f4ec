// Malformed ops end in one error that names what disagrees, never in a crash.
// RUN: tp-opt %s --split-input-file --verify-diagnostics

func.func @add_types(%x: tensor<4xf32>, %y: tensor<5xf32>) {
  // expected-error @+1 {{all non-scalar operands/results must have the same shape and base type}}
  %0 = "stablehlo.add"(%x, %y) : (tensor<4xf32>, tensor<5xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @exponential_of_integers(%x: tensor<4xi32>) {
  // expected-error @+1 {{operand #0 must be}}
  %0 = stablehlo.exponential %x : tensor<4xi32>
  return
}

// -----

func.func @compare_as_float(%x: tensor<4xi32>) {
  // expected-error @+1 {{compares elements of type 'i32' as FLOAT}}
  %0 = stablehlo.compare LT, %x, %x, FLOAT : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
  return
}

// -----

func.func @compare_direction(%x: tensor<4xi32>) {
  // expected-error @+2 {{to be one of: EQ, NE, GE, GT, LE, LT}}
  // expected-error @+1 {{failed to parse}}
  %0 = stablehlo.compare XX, %x, %x : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
  return
}

// -----

func.func @select_predicate(%p: tensor<3xi1>, %x: tensor<4xf32>) {
  // expected-error @+1 {{predicate has type 'tensor<3xi1>', expected shape [4]}}
  %0 = stablehlo.select %p, %x, %x : tensor<3xi1>, tensor<4xf32>
  return
}

// -----

func.func @clamp_limit(%l: tensor<2xf32>, %x: tensor<4xf32>) {
  // expected-error @+1 {{minimum has type 'tensor<2xf32>', expected shape [4]}}
  %0 = stablehlo.clamp %l, %x, %x : (tensor<2xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @constant_type() {
  // expected-error @+1 {{result #0 must be ranked tensor of}}
  %0 = stablehlo.constant dense<1.0> : vector<4xf32>
  return
}

// -----

func.func @constant_no_elements() {
  // expected-error @+1 {{expected attribute}}
  %0 = stablehlo.constant
  return
}

// -----

func.func @iota_dimension() {
  // expected-error @+1 {{counts along dimension 2 of a tensor of rank 2}}
  %0 = stablehlo.iota dim = 2 : tensor<4x8xf32>
  return
}

// -----

func.func @broadcast_rank(%x: tensor<4xf32>) {
  // expected-error @+1 {{has 0 broadcast dimensions for an operand of rank 1}}
  %0 = stablehlo.broadcast_in_dim %x, dims = [] : (tensor<4xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @broadcast_extent(%x: tensor<4xf32>) {
  // expected-error @+1 {{broadcasts operand dimension 0 of extent 4 to result dimension 1 of extent 8}}
  %0 = stablehlo.broadcast_in_dim %x, dims = [1] : (tensor<4xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @broadcast_dimension(%x: tensor<4xf32>) {
  // expected-error @+1 {{dims names dimension 7 of a tensor of rank 2}}
  %0 = stablehlo.broadcast_in_dim %x, dims = [7] : (tensor<4xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @reshape_elements(%x: tensor<4xf32>) {
  // expected-error @+1 {{turns 4 elements into 6}}
  %0 = stablehlo.reshape %x : (tensor<4xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @transpose_twice(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{dims names dimension 1 twice}}
  %0 = stablehlo.transpose %x, dims = [1, 1] : (tensor<4x8xf32>) -> tensor<8x8xf32>
  return
}

// -----

func.func @transpose_shape(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{result has type 'tensor<4x8xf32>', expected shape [8, 4]}}
  %0 = stablehlo.transpose %x, dims = [1, 0] : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @slice_bounds(%x: tensor<4xf32>) {
  // expected-error @+1 {{takes 2:5 of dimension 0 of extent 4}}
  %0 = stablehlo.slice %x [2:5] : (tensor<4xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @slice_rank(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{has 1 starts, 1 limits and 1 strides for an operand of rank 2}}
  %0 = stablehlo.slice %x [0:4] : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @slice_lengths(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{has 1 starts, 2 limits and 0 strides for an operand of rank 2}}
  %0 = "stablehlo.slice"(%x) <{start_indices = array<i64: 0>, limit_indices = array<i64: 4, 8>, strides = array<i64>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @slice_stride(%x: tensor<4xf32>) {
  // expected-error @+1 {{has stride 0 in dimension 0, expected at least 1}}
  %0 = stablehlo.slice %x [0:4:0] : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @concatenate_nothing() {
  // expected-error @+1 {{expected 1 or more operands, but found 0}}
  %0 = "stablehlo.concatenate"() <{dimension = 0 : i64}> : () -> tensor<4xf32>
  return
}

// -----

func.func @concatenate_shapes(%x: tensor<4x8xf32>, %y: tensor<5x8xf32>) {
  // expected-error @+1 {{operand 1 has type 'tensor<5x8xf32>', expected shape [4, 8]}}
  %0 = stablehlo.concatenate %x, %y, dim = 1 : (tensor<4x8xf32>, tensor<5x8xf32>) -> tensor<4x16xf32>
  return
}

// -----

func.func @dot_dimension(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{dimension numbers of lhs names dimension 2 of a tensor of rank 2}}
  %0 = stablehlo.dot_general %x, %x, contracting_dims = [2] x [1] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x4xf32>
  return
}

// -----

func.func @dot_pairs(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{has 1 contracting dimensions of lhs and 0 of rhs}}
  %0 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x4xf32>
  return
}

// -----

func.func @dot_extents(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{pairs contracting dimension 1 of lhs, of extent 8, with dimension 0 of rhs, of extent 4}}
  %0 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [0] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @dot_result(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{result has type 'tensor<4x8xf32>', expected shape [4, 4]}}
  %0 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [1] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @reduce_result(%x: tensor<4x8xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{result has type 'tensor<8xf32>', expected shape [4]}}
  %0 = stablehlo.reduce(%x init: %c) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<8xf32>
  return
}

// -----

func.func @reduce_initial_value(%x: tensor<4x8xf32>, %c: tensor<4xf32>) {
  // expected-error @+1 {{initial value has type 'tensor<4xf32>', expected shape []}}
  %0 = stablehlo.reduce(%x init: %c) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @reduce_types(%x: tensor<4x8xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{got 2 operands and 1 types}}
  %0 = stablehlo.reduce(%x init: %c) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @reduce_body_arguments(%x: tensor<4x8xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{has a body of 1 arguments, expected 2}}
  %0 = "stablehlo.reduce"(%x, %c) <{dimensions = array<i64: 1>}> ({
  ^bb0(%a: tensor<f32>):
    stablehlo.return %a : tensor<f32>
  }) : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  return
}

// -----

func.func @reduce_body_end(%x: tensor<4x8xf32>, %c: tensor<f32>) {
  // expected-error @+1 {{has a body that does not end in 'stablehlo.return'}}
  %0 = "stablehlo.reduce"(%x, %c) <{dimensions = array<i64: 1>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    "stablehlo.end"(%a) : (tensor<f32>) -> ()
  }) : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  return
}

// -----

func.func @reduce_nothing() {
  // expected-error @+1 {{has no inputs, expected at least 1}}
  "stablehlo.reduce"() <{dimensions = array<i64: 1>}> ({
  ^bb0:
    stablehlo.return
  }) : () -> ()
  return
}

// -----

func.func @gather_rank(%x: tensor<8x4xf32>, %i: tensor<3x1xi32>) {
  // expected-error @+1 {{keeps 2 and drops 1 dimensions of an operand of rank 2}}
  %0 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1, 2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 4>}> : (tensor<8x4xf32>, tensor<3x1xi32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @gather_index_vector(%x: tensor<8x4xf32>, %i: tensor<3x2xi32>) {
  // expected-error @+1 {{start_index_map has 1 dimensions for index vectors of length 2}}
  %0 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 4>}> : (tensor<8x4xf32>, tensor<3x2xi32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @gather_slice(%x: tensor<8x4xf32>, %i: tensor<3x1xi32>) {
  // expected-error @+1 {{takes slices of size 5 in dimension 1 of extent 4}}
  %0 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 5>}> : (tensor<8x4xf32>, tensor<3x1xi32>) -> tensor<3x5xf32>
  return
}

// -----

func.func @gather_result(%x: tensor<8x4xf32>, %i: tensor<3x1xi32>) {
  // expected-error @+1 {{result has type 'tensor<4x3xf32>', expected shape [3, 4]}}
  %0 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 4>}> : (tensor<8x4xf32>, tensor<3x1xi32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @field_twice(%x: tensor<8x4xf32>, %i: tensor<3x1xi32>) {
  // expected-error @+1 {{field 'offset_dims' is given twice}}
  %0 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], offset_dims = [1]>, slice_sizes = array<i64: 1, 4>}> : (tensor<8x4xf32>, tensor<3x1xi32>) -> tensor<3x4xf32>
  return
}

// -----

// expected-error @+1 {{mesh axis "a" is declared twice}}
sdy.mesh @mesh = <["a"=2, "a"=2]>

// -----

// expected-error @+1 {{mesh axis "a" has size 0, expected at least 1}}
sdy.mesh @mesh = <["a"=0]>

// -----

// expected-error @+1 {{expected '}' after '?'}}
func.func @axis_after_open(%x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{?, "a"}]>}) {
  return
}

// -----

// expected-error @+1 {{sub-axis (0)2 expects numbers of at least 1}}
func.func @sub_axis(%x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"a":(0)2}]>}) {
  return
}

// -----

// expected-error @+1 {{expected a priority, as in 'p1'}}
func.func @priority(%x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"a"}q1]>}) {
  return
}
