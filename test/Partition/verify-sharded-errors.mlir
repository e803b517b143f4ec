// What does level 2 refuse?
// RUN: tp-opt %s --tp-verify-sharded --verify-diagnostics --split-input-file

tp.mesh @m <["x"=4]>
func.func @s35_constrain(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  // expected-error @below {{'tp.constrain' op is not part of level 2}}
  %0 = tp.constrain %a to <@m, [{}]> {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s36_disagree(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>},
                    %b: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) {
  // expected-error @below {{'arith.addf' op operand #1 splits factor 0 as ["x"], operand #0 as []}}
  %0 = arith.addf %a, %b {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s37_whole(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) {
  // expected-error @below {{'tensor.extract_slice' op operand #0 splits factor 0 as ["x"], which the op needs whole}}
  %0 = tensor.extract_slice %a[0] [4] [1] {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32> to tensor<4xf32>
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s38_not_partial(%a: tensor<8x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>}) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<6xf32>
  %i = linalg.fill {tp.shardings = [#tp.sharding<@m, [{}]>]} ins(%zero : f32) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  // expected-error @below {{'linalg.reduce' op reduces over split factors, but its result is [{}]}}
  %s = linalg.reduce {arith.addf} ins(%a : tensor<8x6xf32>) outs(%i : tensor<6xf32>) dimensions = [0] {tp.shardings = [#tp.sharding<@m, [{}]>]}
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s39_init(%a: tensor<8x6xf32> {tp.sharding = #tp.sharding<@m, [{"x"}, {}]>},
                %b: tensor<6xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  // expected-error @below {{'linalg.reduce' op reduces over a split dimension from an init that would join once on every rank}}
  %s = linalg.reduce {arith.addf} ins(%a : tensor<8x6xf32>) outs(%b : tensor<6xf32>) dimensions = [0] {tp.shardings = [#tp.sharding<@m, [{}], partial = {"x": sum}>]}
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s38_reads_partial(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}], partial = {"x": sum}>}) {
  // expected-error @below {{'math.exp' op operand #0 is partial: expected a reshard}}
  %0 = math.exp %a {tp.shardings = [#tp.sharding<@m, [{}]>]} : tensor<8xf32>
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s40_returned(%a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) -> (tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}) {
  // expected-error @below {{'func.return' op returns [{}] as result #0, which is [{"x"}]}}
  return %a : tensor<8xf32>
}

// -----

// Halves of rows are no rows: the joined dimension cannot be split like this.
tp.mesh @m <["x"=4]>
func.func @s36_reshape(%a: tensor<3x5xf32> {tp.sharding = #tp.sharding<@m, [{}, {}]>}) {
  // expected-error @below {{'tensor.collapse_shape' op result #0}}
  %0 = tensor.collapse_shape %a [[0, 1]] {tp.shardings = [#tp.sharding<@m, [{"x"}]>]} : tensor<3x5xf32> into tensor<15xf32>
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s43_branch(%c: i1, %a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{"x"}]>}, %b: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}]>}) {
  // expected-note @below {{this is result #0}}
  %0 = scf.if %c -> tensor<8xf32> {
    scf.yield %a : tensor<8xf32>
  } else {
    // expected-error @below {{'scf.yield' op gives [{}] for what lies as [{"x"}]}}
    scf.yield %b : tensor<8xf32>
  } {tp.shardings = [#tp.sharding<@m, [{"x"}]>]}
  return
}

// -----

tp.mesh @m <["x"=4]>
func.func @s43_partial(%c: i1, %a: tensor<8xf32> {tp.sharding = #tp.sharding<@m, [{}], partial = {"x": sum}>}) {
  // expected-error @below {{'scf.if' op has result #0, which is partial: expected a reshard}}
  %0 = scf.if %c -> tensor<8xf32> {
    scf.yield %a : tensor<8xf32>
  } else {
    scf.yield %a : tensor<8xf32>
  } {tp.shardings = [#tp.sharding<@m, [{}], partial = {"x": sum}>]}
  return
}

// -----

// What decides is the same on every rank: it is read from a whole tensor.
tp.mesh @m <["x"=4]>
func.func @predicate(%p: tensor<4xi1> {tp.sharding = #tp.sharding<@m, [{"x"}]>}, %i: index) {
  // expected-error @below {{'tensor.extract' op}}
  %c = tensor.extract %p[%i] : tensor<4xi1>
  scf.if %c {
  }
  return
}
