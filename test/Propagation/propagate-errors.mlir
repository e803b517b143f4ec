// What does propagation refuse?
// RUN: tp-opt %s --tp-propagate --allow-unregistered-dialect --verify-diagnostics --split-input-file

func.func private @callee(tensor<8xf32>) -> tensor<8xf32>
func.func @call(%a: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{'func.call' op has no sharding rule}}
  %0 = func.call @callee(%a) : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @dynamic(%a: tensor<?xf32>) -> tensor<?xf32> {
  // expected-error@below {{'arith.addf' op has a dynamic shape: 'tensor<?xf32>'}}
  %0 = arith.addf %a, %a : tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// expected-error@below {{'func.func' op has 2 blocks, expected straight-line code}}
func.func @blocks(%a: tensor<8xf32>) -> tensor<8xf32> {
  "some.branch"()[^next] : () -> ()
^next:
  return %a : tensor<8xf32>
}

// -----

// expected-note@below {{the first mesh is declared here}}
tp.mesh @a <["x"=2]>
// expected-error@below {{is a second mesh: programs over several meshes are not supported}}
tp.mesh @b <["x"=2]>
func.func @two_meshes(%a: tensor<8xf32>) -> tensor<8xf32> {
  return %a : tensor<8xf32>
}

// -----

tp.mesh @m <["x"=2]>
func.func @group_of_two_shapes(%a: tensor<8xf32>, %b: tensor<4xf32>) {
  // expected-note @+1 {{the group's first member is here}}
  tp.sharding_group %a in 3 : tensor<8xf32>
  // expected-error @+1 {{puts 'tensor<4xf32>' into group 3, which has 'tensor<8xf32>'}}
  tp.sharding_group %b in 3 : tensor<4xf32>
  return
}

// -----

func.func @forwards_other_types(%x: tensor<4xf32>, %y: tensor<8xf32>, %p: tensor<i1>) -> tensor<8xf32> {
  // expected-error @below {{'scf.while' op carries ('tensor<4xf32>', 'tensor<8xf32>') and its condition forwards ('tensor<8xf32>'), only equal types are supported}}
  %r = scf.while (%a = %x, %b = %y) : (tensor<4xf32>, tensor<8xf32>) -> tensor<8xf32> {
    %go = tensor.extract %p[] : tensor<i1>
    // expected-note @below {{forwarded here}}
    scf.condition(%go) %b : tensor<8xf32>
  } do {
  ^bb0(%b: tensor<8xf32>):
    scf.yield %x, %b : tensor<4xf32>, tensor<8xf32>
  }
  return %r : tensor<8xf32>
}
