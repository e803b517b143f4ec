// Which schedules are wrong, and does the check say where?
// RUN: tp-opt %s --split-input-file --verify-diagnostics --tp-verify-schedule

func.func @outside_arena(%a: memref<16xf32>) attributes {tprt.arena_size = 64 : i64} {
  // expected-error@below {{'tprt.slot' op ends at byte 128 of an arena of 64}}
  %0 = tprt.slot arena 0 offset 64 : memref<16xf32>
  return
}

// -----

func.func @unaligned(%a: memref<16xf32>) attributes {tprt.arena_size = 128 : i64} {
  // expected-error@below {{'tprt.slot' op has offset 32, expected a multiple of 64}}
  %0 = tprt.slot arena 0 offset 32 : memref<16xf32>
  return
}

// -----

func.func @no_argument(%a: memref<16xf32>) {
  // expected-error@below {{'tprt.slot' op names argument 1 of 1}}
  %0 = tprt.slot argument 1 offset 0 : memref<16xf32>
  return
}

// -----

func.func @writes_argument(%a: memref<16xf32>, %b: memref<16xf32>) {
  %0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %1 = tprt.slot argument 1 offset 0 : memref<16xf32>
  // expected-error@below {{'tprt.copy' op writes argument 1}}
  tprt.copy ins(%0 : memref<16xf32>) outs(%1 : memref<16xf32>)
  return
}

// -----

func.func @unwritten(%a: memref<16xf32>) -> memref<16xf32> attributes {tprt.arena_size = 64 : i64} {
  %0 = tprt.slot arena 0 offset 0 : memref<16xf32>
  %1 = tprt.slot result 0 offset 0 : memref<16xf32>
  // expected-error@below {{'tprt.copy' op reads byte 0 of arena buffer 0, which nothing has written}}
  tprt.copy ins(%0 : memref<16xf32>) outs(%1 : memref<16xf32>)
  return %1 : memref<16xf32>
}

// -----

func.func @overwritten(%a: memref<16xf32>, %b: memref<32xf32>) -> memref<16xf32> attributes {tprt.arena_size = 192 : i64} {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %b0 = tprt.slot argument 1 offset 0 : memref<32xf32>
  %0 = tprt.slot arena 0 offset 64 : memref<16xf32>
  %1 = tprt.slot arena 1 offset 0 : memref<32xf32>
  %2 = tprt.slot result 0 offset 0 : memref<16xf32>
  tprt.copy ins(%a0 : memref<16xf32>) outs(%0 : memref<16xf32>)
  // expected-note@below {{overwritten here}}
  tprt.copy ins(%b0 : memref<32xf32>) outs(%1 : memref<32xf32>)
  // expected-error@below {{'tprt.copy' op reads arena buffer 0, which has been overwritten}}
  tprt.copy ins(%0 : memref<16xf32>) outs(%2 : memref<16xf32>)
  return %2 : memref<16xf32>
}

// -----

func.func @donated_read_too_late(%a: memref<16xf32> {tprt.donated_result = 0}, %b: memref<16xf32>) -> (memref<16xf32>, memref<16xf32>) {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %b0 = tprt.slot argument 1 offset 0 : memref<16xf32>
  %0 = tprt.slot result 0 offset 0 : memref<16xf32>
  %1 = tprt.slot result 1 offset 0 : memref<16xf32>
  // expected-note@below {{overwritten here}}
  tprt.copy ins(%b0 : memref<16xf32>) outs(%0 : memref<16xf32>)
  // expected-error@below {{'tprt.copy' op reads argument 0, which has been overwritten}}
  tprt.copy ins(%a0 : memref<16xf32>) outs(%1 : memref<16xf32>)
  return %0, %1 : memref<16xf32>, memref<16xf32>
}

// -----

func.func @in_flight(%a: memref<16xf32>) -> memref<16xf32> attributes {tprt.arena_size = 64 : i64} {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %0 = tprt.slot arena 0 offset 0 : memref<16xf32>
  %1 = tprt.slot result 0 offset 0 : memref<16xf32>
  %fork = tprt.record
  tprt.wait %fork
  // expected-note@below {{started here}}
  %t = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%0 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  // expected-error@below {{'tprt.copy' op reads the destination of a collective under way}}
  tprt.copy ins(%0 : memref<16xf32>) outs(%1 : memref<16xf32>)
  tprt.wait %t
  return %1 : memref<16xf32>
}

// -----

func.func @not_waited(%a: memref<16xf32>) -> memref<16xf32> {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %1 = tprt.slot result 0 offset 0 : memref<16xf32>
  %fork = tprt.record
  tprt.wait %fork
  // expected-error@below {{'tprt.start' op is not waited for}}
  %t = tprt.start all_reduce sum ins(%a0 : memref<16xf32>) outs(%1 : memref<16xf32>) groups dense<[[0, 1]]> : tensor<1x2xi64>
  return %1 : memref<16xf32>
}

// -----

func.func @result_missing(%a: memref<16xf32>) -> memref<16xf32> {
  %1 = tprt.slot result 0 offset 0 : memref<16xf32>
  // expected-error@below {{'func.return' op reads byte 0 of result 0, which nothing has written}}
  return %1 : memref<16xf32>
}

// -----

func.func @in_place_copy(%a: memref<16xf32>) -> memref<16xf32> attributes {tprt.arena_size = 64 : i64} {
  %a0 = tprt.slot argument 0 offset 0 : memref<16xf32>
  %0 = tprt.slot arena 0 offset 0 : memref<16xf32>
  tprt.copy ins(%a0 : memref<16xf32>) outs(%0 : memref<16xf32>)
  // expected-error@below {{'tprt.copy' op writes bytes that it reads}}
  tprt.copy ins(%0 : memref<16xf32>) outs(%0 : memref<16xf32>)
  return %0 : memref<16xf32>
}
