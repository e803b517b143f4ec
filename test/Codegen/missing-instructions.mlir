// Is a type that the processor has no instructions for refused when compiling,
// not when the file is loaded?
// RUN: %exits 4 tp-compile %s -o %t.tpx --cpu=x86-64-v2 | FileCheck %s
// RUN: tp-compile %s -o %t.tpx --cpu=x86-64-v3

// CHECK: error: kernels cannot be linked: {{.*}}undefined symbol
func.func @main(%a: tensor<8x8xf16>, %b: tensor<8x8xf16>) -> tensor<8x8xf16> {
  %0 = stablehlo.exponential %a : tensor<8x8xf16>
  %1 = stablehlo.add %0, %b : tensor<8x8xf16>
  return %1 : tensor<8x8xf16>
}
