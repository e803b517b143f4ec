//===- Passes.td - from values to places ----------------------------------===//
#ifndef TP_SCHEDULE_PASSES_TD
#define TP_SCHEDULE_PASSES_TD

include "mlir/Pass/PassBase.td"

def SchedulePass : Pass<"tp-schedule", "::mlir::ModuleOp"> {
  let summary = "Decides all order and all memory of a program";
  let description = [{
    In:  level 4 on tensors: a function that is no kernel holds one block of
         `tprt.gemm`, `tprt.launch`, `tprt.copy`, `tprt.start`, `tprt.wait`,
         `tprt.coordinate`, `tensor.empty`, `tprt.loop` and `tprt.branch` with the
         functions that they run, constants, `tensor.expand_shape`,
         `tensor.collapse_shape` and `return`. `tprt.donated_result = i` on an
         argument says that result i takes over its storage.
    Out: the same ops in their total order, on memrefs made by `tprt.slot`; the
         function's arguments and results are memrefs, its attributes stay, and
         `tprt.arena_size` is the size of the arena. The number of an arena slot
         is that of its buffer: slots of one number hold one value at a time,
         whatever their shape. A donated argument and its result are the same
         storage. Kernels are untouched; what loops and branches run is in their
         bodies, and its functions are gone.

    Commands keep their order, but a `tprt.start` stands right behind what
    computes its operand and a `tprt.wait` right before what reads its value.
    `tprt.copy` is inserted where an updated value is still read, and for a
    result that is an argument, a constant or another result.

    Tokens order the two streams, as few as do: between bytes, so that storage
    that is used again counts. A `tprt.start` waits for a `tprt.record` right
    behind the last command of the compute stream that it depends on, unless one
    before has waited for as much; the first always waits for one, as the step
    before has used the same storage. What depends on a collective, a later
    `tprt.start` too, waits for the last such one, unless a command before has;
    the end waits for the last.
    ```mlir
    %e = tensor.empty() : tensor<8xf32>
    %0 = tprt.launch @k ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
    return %0 : tensor<8xf32>
    // becomes
    %x0 = tprt.slot argument 0 offset 0 : memref<8xf32>
    %r0 = tprt.slot result 0 offset 0 : memref<8xf32>
    tprt.launch @k ins(%x0 : memref<8xf32>) outs(%r0 : memref<8xf32>)
    return %r0 : memref<8xf32>
    ```
    An `analysis` remark gives the arena's size and the most bytes that live at
    one time, which no plan can beat.
  }];
  let dependentDialects = ["::tp::tprt::TPRTDialect"];
}

def VerifySchedulePass : Pass<"tp-verify-schedule", "::mlir::ModuleOp"> {
  let summary = "Checks a schedule by following what each byte holds";
  let description = [{
    In:  level 4 on slots (the Out of tp-schedule).
    Out: the same.

    Errors, with a note at the other command:
    - a slot lies outside its space or off the alignment of 64 bytes;
    - a command writes an argument or a constant, or a slot that overlaps
      another of its operands (an all_reduce may be in place);
    - a command reads bytes that another buffer has overwritten, or that nothing
      has written;
    - a command touches what a collective under way writes, or writes what it
      reads; a collective is not waited for;
    - a collective reads what a command of the compute stream writes, or writes
      what one touches, and the communication stream has not waited for it; the
      first collective stands behind no `tprt.record`;
    - a token is needless: a `tprt.record` that nobody waits for, a `tprt.wait`
      that another already covers or that no command needs;
    - a result has not been written at the end;
    - a loop or branch begins before a collective has been waited for, or a
      collective begins beside one. A loop is followed twice around and as if it
      might not run at all, a branch each way.
  }];
  let dependentDialects = ["::tp::tprt::TPRTDialect"];
}

#endif // TP_SCHEDULE_PASSES_TD
