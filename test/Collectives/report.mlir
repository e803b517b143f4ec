// What does the report say of each kind of collective?
// RUN: tp-opt %s --tp-report="format=json file=%t.json" -o /dev/null
// RUN: FileCheck %s --check-prefix=JSON --input-file=%t.json
// RUN: tp-opt %s --tp-report -o /dev/null | FileCheck %s --check-prefix=TEXT

// A file is written whole or not at all.
// RUN: not tp-opt %s --tp-report="format=json file=%t.absent/report.json" -o /dev/null 2>&1 | FileCheck %s --check-prefix=FAIL
// FAIL: error: cannot write the report to '{{.*}}report.json': {{.*}}

// JSON: {"mesh":{"data":2,"model":4},"collectives":[
// TEXT: mesh: data=2 model=4
tp.mesh @m <["data"=2, "model"=4]>

func.func @main(%a: tensor<4x8xf32>, %b: tensor<8x8xbf16>, %n: index) -> tensor<4x8xf32> {
  // JSON-SAME: {"kind":"all_reduce","axes":["model"],"group":4,"groups":{{\[\[}}0,1,2,3],[4,5,6,7]],"dtype":"f32","operand_bytes":128,"wire_bytes":192,"trips":1,"location":"model.py:5:7","reason":"say \"why\""}
  // TEXT-NEXT: model.py:5:7: all_reduce over model (2 x 4 ranks), f32, 128 bytes, 192 on the wire
  // TEXT-NEXT: called from model.py:9:1
  // TEXT-NEXT: say "why"
  %0 = tp.all_reduce sum %a over @m ["model"] {reason = "say \"why\""} : tensor<4x8xf32> loc(callsite("f"("model.py":5:7) at "model.py":9:1))
  // JSON-SAME: {"kind":"all_gather","axes":["data"],"group":2,"groups":{{\[\[}}0,4],[1,5],[2,6],[3,7]],"dtype":"f32","operand_bytes":128,"wire_bytes":128,"trips":1,"location":"a.py:1:2","reason":""}
  %1 = tp.all_gather %0 dim 0 over @m ["data"] : tensor<4x8xf32> -> tensor<8x8xf32> loc(fused["name", "a.py":1:2, "b.py":3:4])
  // JSON-SAME: {"kind":"reduce_scatter","axes":["model:(1)2"],"group":2,"groups":{{\[\[}}0,2],[1,3],[4,6],[5,7]],"dtype":"f32","operand_bytes":256,"wire_bytes":128,"trips":1,"location":"jit(f)/dot_general","reason":""}
  %2 = tp.reduce_scatter sum %1 dim 0 over @m ["model":(1)2] : tensor<8x8xf32> -> tensor<4x8xf32> loc("jit(f)/dot_general")
  // JSON-SAME: {"kind":"all_to_all","axes":["model"],"group":4,{{.*}}"dtype":"bf16","operand_bytes":128,"wire_bytes":96,"trips":1,"location":"unknown"
  %3 = tp.all_to_all %b split 0 concat 1 over @m ["model"] : tensor<8x8xbf16> -> tensor<2x32xbf16> loc(unknown)
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  // JSON-SAME: {"kind":"permute","axes":["data"],{{.*}}"operand_bytes":128,"wire_bytes":128,"trips":5,
  // TEXT: permute over data (4 x 2 ranks), f32, 128 bytes, 128 on the wire, run 5 times
  %4 = scf.for %i = %c0 to %c5 step %c1 iter_args(%s = %2) -> tensor<4x8xf32> {
    %5 = tp.permute %s to [1, 0] over @m ["data"] : tensor<4x8xf32>
    scf.yield %5 : tensor<4x8xf32>
  }
  // JSON-SAME: "kind":"permute",{{[^}]*}}"trips":null,
  // TEXT: run an unknown number of times
  %6 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %4) -> tensor<4x8xf32> {
    %7 = tp.permute %s to [1, 0] over @m ["data"] : tensor<4x8xf32>
    scf.yield %7 : tensor<4x8xf32>
  }
  // JSON-SAME: "kind":"permute",{{[^}]*}}"trips":null,
  // TEXT: permute over data {{.*}}, run when its branch is taken
  %c = arith.cmpi slt, %n, %c5 : index
  %8 = scf.if %c -> tensor<4x8xf32> {
    %9 = tp.permute %6 to [1, 0] over @m ["data"] : tensor<4x8xf32>
    scf.yield %9 : tensor<4x8xf32>
  } else {
    scf.yield %6 : tensor<4x8xf32>
  }
  // Slices send nothing: they are not in the report.
  // JSON-NOT: all_slice
  // JSON-SAME: ],"wire_bytes":928}
  // TEXT: 7 collectives, 928 bytes on the wire when each runs once
  %10 = tp.all_slice %8 dim 0 over @m ["data"] : tensor<4x8xf32> -> tensor<2x8xf32>
  return %6 : tensor<4x8xf32>
}
