// Which tokens are missing or needless, and does the check name the commands?
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-verify-schedule

func.func @no_fork(%a: memref<16xf32>) -> memref<16xf32> {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %r0 = tprt.slot result 0 offset 0 : memref<16xf32>
  // expected-error@below {{'tprt.start' op is the first collective and the communication stream has waited for no tprt.record}}
  %t = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%r0 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  tprt.wait %t
  return %r0 : memref<16xf32>
}

// -----

func.func @record_too_early(%a: memref<16xf32>) -> memref<16xf32> attributes {tprt.arena_size = 64 : i64} {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %0 = tprt.slot arena 0 offset 0 : memref<16xf32>
  %r0 = tprt.slot result 0 offset 0 : memref<16xf32>
  %p = tprt.record
  // expected-note@below {{this command}}
  tprt.copy ins(%a0 : memref<16xf32>) outs(%0 : memref<16xf32>)
  tprt.wait %p
  // expected-error@below {{'tprt.start' op reads arena buffer 0, but the communication stream has not waited for a command that writes it}}
  %t = tprt.start all_reduce sum ins(%0 : memref<16xf32>) outs(%r0 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  tprt.wait %t
  return %r0 : memref<16xf32>
}

// -----

func.func @receives_too_early(%a: memref<16xf32>) -> (memref<16xf32>, memref<16xf32>) attributes {tprt.arena_size = 64 : i64} {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %0 = tprt.slot arena 0 offset 0 : memref<16xf32>
  %1 = tprt.slot arena 1 offset 0 : memref<16xf32>
  %r0 = tprt.slot result 0 offset 0 : memref<16xf32>
  %r1 = tprt.slot result 1 offset 0 : memref<16xf32>
  tprt.copy ins(%a0 : memref<16xf32>) outs(%0 : memref<16xf32>)
  %p = tprt.record
  // expected-note@below {{this command}}
  tprt.copy ins(%0 : memref<16xf32>) outs(%r0 : memref<16xf32>)
  tprt.wait %p
  // expected-error@below {{'tprt.start' op writes arena buffer 1, but the communication stream has not waited for a command that touches it}}
  %t = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%1 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  tprt.wait %t
  tprt.copy ins(%1 : memref<16xf32>) outs(%r1 : memref<16xf32>)
  return %r0, %r1 : memref<16xf32>, memref<16xf32>
}

// -----

func.func @overwrites_too_early(%a: memref<16xf32>) -> memref<16xf32> attributes {tprt.arena_size = 64 : i64} {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %0 = tprt.slot arena 0 offset 0 : memref<16xf32>
  %r0 = tprt.slot result 0 offset 0 : memref<16xf32>
  tprt.copy ins(%a0 : memref<16xf32>) outs(%0 : memref<16xf32>)
  %p = tprt.record
  tprt.wait %p
  // expected-note@below {{started here}}
  %t = tprt.start all_reduce sum ins(%0 : memref<16xf32>) outs(%r0 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  // expected-error@below {{'tprt.copy' op writes a buffer of a collective under way, arena buffer 0}}
  tprt.copy ins(%a0 : memref<16xf32>) outs(%0 : memref<16xf32>)
  tprt.wait %t
  return %r0 : memref<16xf32>
}

// -----

func.func @nobody_waits(%a: memref<16xf32>) -> memref<16xf32> {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %r0 = tprt.slot result 0 offset 0 : memref<16xf32>
  tprt.copy ins(%a0 : memref<16xf32>) outs(%r0 : memref<16xf32>)
  // expected-error@below {{'tprt.record' op is waited for by nobody}}
  %p = tprt.record
  return %r0 : memref<16xf32>
}

// -----

func.func @implied(%a: memref<16xf32>) -> (memref<16xf32>, memref<16xf32>, memref<16xf32>) {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %r0 = tprt.slot result 0 offset 0 : memref<16xf32>
  %r1 = tprt.slot result 1 offset 0 : memref<16xf32>
  %r2 = tprt.slot result 2 offset 0 : memref<16xf32>
  %p = tprt.record
  tprt.wait %p
  %t = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%r0 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  %u = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%r1 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  tprt.wait %u
  // expected-error@below {{'tprt.wait' op orders nothing: an earlier wait already covers what it waits for}}
  tprt.wait %t
  tprt.copy ins(%r0 : memref<16xf32>) outs(%r2 : memref<16xf32>)
  return %r0, %r1, %r2 : memref<16xf32>, memref<16xf32>, memref<16xf32>
}

// -----

func.func @needless_wait(%a: memref<16xf32>) -> (memref<16xf32>, memref<16xf32>) {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %r0 = tprt.slot result 0 offset 0 : memref<16xf32>
  %r1 = tprt.slot result 1 offset 0 : memref<16xf32>
  %p = tprt.record
  tprt.wait %p
  %t = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%r0 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  // expected-error@below {{'tprt.wait' op orders nothing: no command needs it that an earlier wait or a later one does not order}}
  tprt.wait %t
  %u = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%r1 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  tprt.wait %u
  return %r0, %r1 : memref<16xf32>, memref<16xf32>
}

// -----

func.func @needless_record(%a: memref<16xf32>) -> (memref<16xf32>, memref<16xf32>, memref<16xf32>) {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %r0 = tprt.slot result 0 offset 0 : memref<16xf32>
  %r1 = tprt.slot result 1 offset 0 : memref<16xf32>
  %r2 = tprt.slot result 2 offset 0 : memref<16xf32>
  %p = tprt.record
  tprt.wait %p
  %t = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%r0 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  tprt.copy ins(%a0 : memref<16xf32>) outs(%r2 : memref<16xf32>)
  %q = tprt.record
  // expected-error@below {{'tprt.wait' op orders nothing: no command needs it that an earlier wait or a later one does not order}}
  tprt.wait %q
  %u = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%r1 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  tprt.wait %u
  return %r0, %r1, %r2 : memref<16xf32>, memref<16xf32>, memref<16xf32>
}
