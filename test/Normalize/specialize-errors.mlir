// Is what does not follow from the arguments' shapes refused where it stands?
// RUN: tp-opt %s --split-input-file --tp-specialize="shapes=arg0=3x8" --verify-diagnostics

func.func @main(%x: tensor<?x8xf32>, %n: tensor<1xi32>) -> tensor<?x8xf32> {
  // expected-error @below {{'stablehlo.dynamic_broadcast_in_dim' op computes a shape from values that are not known when it is compiled}}
  %y = stablehlo.dynamic_broadcast_in_dim %x, %n, dims = [0, 1] : (tensor<?x8xf32>, tensor<1xi32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @main(%x: tensor<?x8xf32>, %n: tensor<index>) -> tensor<?xf32> {
  %d = tensor.extract %n[] : tensor<index>
  // expected-error @below {{'tensor.empty' op makes a tensor of type 'tensor<?xf32>', whose dimension 0 does not follow from the shapes of the arguments}}
  %y = tensor.empty(%d) : tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @main(%x: tensor<?x8xf32>) -> tensor<8x4xf32> {
  // expected-error @below {{'stablehlo.transpose' op result has type 'tensor<8x4xf32>', expected shape [8, 3]}}
  %y = stablehlo.transpose %x, dims = [1, 0] : (tensor<?x8xf32>) -> tensor<8x4xf32>
  return %y : tensor<8x4xf32>
}

// -----

// expected-error @below {{'func.func' op has argument #0 of type 'tensor<?x9xf32>', which cannot have the shape 'tensor<3x8xf32>'}}
func.func @main(%x: tensor<?x9xf32>) {
  return
}

// -----

func.func private @again(%x: tensor<?x8xf32>) -> tensor<?x8xf32> { // expected-note {{the function is declared here}}
  // expected-error @below {{'func.call' op calls @again while it runs: recursion is not supported}}
  %y = func.call @again(%x) : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
func.func @main(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = func.call @again(%x) : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
