//===- TPRTOps.td - the scheduled level -----------------------------------===//
// One op a runtime command. The same ops stand on tensors (values, in
// destination-passing style) out of tp-form-dispatches and on slots (memrefs,
// in total order) out of tp-schedule.
#ifndef TP_DIALECT_TPRT_TPRTOPS_TD
#define TP_DIALECT_TPRT_TPRTOPS_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def TPRT_Dialect : Dialect {
  let name = "tprt";
  let cppNamespace = "::tp::tprt";
  let summary = "Commands of the runtime, before and after memory is planned";
  let description = [{
    level 3 -> **tprt on tensors** -> **tprt on slots** -> .tpx

    There are two streams: `tprt.start` runs on the communication stream,
    `tprt.gemm`, `tprt.launch` and `tprt.copy` on the compute stream. Each keeps
    the order of the program; between them only `tprt.wait` makes an order.

    On tensors, ops are in destination-passing style: each `outs` operand is
    tied to a result. On slots the same ops have memrefs and no results; all
    memory and all order are decided. Kernels are private functions with the
    unit attribute `tprt.kernel`; after codegen their attribute `tprt.tiles`
    is the size of their grid.

    What a loop or branch runs is a small program. On tensors it is a private
    function with the unit attribute `tprt.region`, which one command names; on
    slots it is a region of that command, in which no storage is left to decide.
  }];
  let useDefaultTypePrinterParser = 1;
  let extraClassDeclaration = [{
    /// Unit attribute that makes a private function a kernel.
    static constexpr llvm::StringLiteral kKernelAttr = "tprt.kernel";
    /// Unit attribute that makes a private function what a loop or branch runs.
    static constexpr llvm::StringLiteral kRegionAttr = "tprt.region";
    /// Number of independent tiles of a kernel (i64).
    static constexpr llvm::StringLiteral kTilesAttr = "tprt.tiles";
    /// Threads that work on one tile of a kernel (i64); absent on the CPU.
    static constexpr llvm::StringLiteral kThreadsAttr = "tprt.threads";
    /// Bytes of dynamic shared memory of one tile (i64); absent for none.
    static constexpr llvm::StringLiteral kSharedBytesAttr = "tprt.shared_bytes";
    /// Size in bytes of the arena, on the scheduled function (i64).
    static constexpr llvm::StringLiteral kArenaSizeAttr = "tprt.arena_size";
  }];
}

def TPRT_Token : TypeDef<TPRT_Dialect, "Token"> {
  let mnemonic = "token";
  let summary = "A point of one stream, for the other to wait for";
}

def TPRT_Shaped : AnyTypeOf<[AnyStaticShapeTensor, AnyStaticShapeMemRef]>;

def TPRT_Space : I32EnumAttr<"Space", "where a slot lies", [
    I32EnumAttrCase<"Arena", 0, "arena">, I32EnumAttrCase<"Argument", 1, "argument">,
    I32EnumAttrCase<"Result", 2, "result">, I32EnumAttrCase<"Constant", 3, "constant">]> {
  let cppNamespace = "::tp::tprt";
}

// In the order of runtime/core/tpx.fbs.
def TPRT_CollectiveKind : I32EnumAttr<"CollectiveKind", "a collective over flat buffers", [
    I32EnumAttrCase<"AllReduce", 0, "all_reduce">, I32EnumAttrCase<"AllGather", 1, "all_gather">,
    I32EnumAttrCase<"ReduceScatter", 2, "reduce_scatter">, I32EnumAttrCase<"AllToAll", 3, "all_to_all">,
    I32EnumAttrCase<"Permute", 4, "permute">]> {
  let cppNamespace = "::tp::tprt";
}
def TPRT_Reduction : I32EnumAttr<"Reduction", "how values combine", [
    I32EnumAttrCase<"Sum", 0, "sum">, I32EnumAttrCase<"Max", 1, "max">,
    I32EnumAttrCase<"Min", 2, "min">, I32EnumAttrCase<"Prod", 3, "prod">,
    I32EnumAttrCase<"None", 4, "none">]> {
  let cppNamespace = "::tp::tprt";
}

def TPRT_Epilogue : I32EnumAttr<"Epilogue", "what is done to each element of a product", [
    I32EnumAttrCase<"None", 0, "none">, I32EnumAttrCase<"Relu", 1, "relu">,
    I32EnumAttrCase<"Gelu", 2, "gelu">]> {
  let cppNamespace = "::tp::tprt";
}

class TPRT_Op<string mnemonic, list<Trait> traits = []> : Op<TPRT_Dialect, mnemonic, traits>;

class TPRT_DpsOp<string mnemonic, list<Trait> traits = []>
    : TPRT_Op<mnemonic, !listconcat([DestinationStyleOpInterface, MemoryEffectsOpInterface], traits)> {
  let hasVerifier = 1;
  code dps = [{
    ::mlir::MutableOperandRange getDpsInitsMutable() { return getOutsMutable(); }
    /// Reads ins and writes outs when on slots; nothing when on tensors.
    void getEffects(::llvm::SmallVectorImpl<
        ::mlir::SideEffects::EffectInstance<::mlir::MemoryEffects::Effect>> &effects);
  }];
  let extraClassDeclaration = dps;
}

def TPRT_CoordinateOp : TPRT_Op<"coordinate", [Pure]> {
  let summary = "One factor of this rank's position: (rank / stride) % size";
  let arguments = (ins I64Attr:$stride, I64Attr:$size);
  let results = (outs Index:$result);
  let assemblyFormat = "`stride` $stride `size` $size attr-dict";
  let hasVerifier = 1;
}

def TPRT_GemmOp : TPRT_DpsOp<"gemm", [AttrSizedOperandSegments]> {
  let summary = "A matrix product with batch dimensions and folded transposes";
  let description = [{
    `indexing_maps` are those of a contraction (a, b, c): projected
    permutations over the iteration dimensions; a dimension of a, b and c is a
    batch dimension, one of a and c belongs to m, one of b and c to n, one of a
    and b to k.

    c = epilogue(a * b [+ c] [+ bias]). With `accumulate` the product is added to
    the destination's content, else that is not read. f16 and bf16 are multiplied
    exactly and summed in f32; c has the type of the factors or f32, and all that
    is added or applied to the sum is computed before the one rounding to it.
    `bias` has the shape of c's innermost dimensions, which all belong to n.
    `gelu` is the form with tanh. A second destination, shaped as c, gets what
    gelu is applied to. With `allow_tf32` f32 factors may be rounded to TF32.
    ```mlir
    %r = tprt.gemm ins(%a, %b : tensor<8x16xf32>, tensor<4x16xf32>) outs(%c : tensor<8x4xf32>)
           maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                 affine_map<(m, n, k) -> (m, n)>] -> tensor<8x4xf32>
    %s:2 = tprt.gemm epilogue gelu ins(%d, %e : tensor<8x16xbf16>, tensor<4x16xbf16>)
           bias(%v : tensor<4xbf16>) outs(%f, %g : tensor<8x4xbf16>, tensor<8x4xbf16>)
           maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                 affine_map<(m, n, k) -> (m, n)>] -> tensor<8x4xbf16>, tensor<8x4xbf16>
    ```
  }];
  let arguments = (ins TPRT_Shaped:$a, TPRT_Shaped:$b, Optional<TPRT_Shaped>:$bias,
                       Variadic<TPRT_Shaped>:$outs, AffineMapArrayAttr:$indexing_maps,
                       UnitAttr:$accumulate, UnitAttr:$allow_tf32,
                       DefaultValuedAttr<TPRT_Epilogue, "::tp::tprt::Epilogue::None">:$epilogue);
  let results = (outs Variadic<AnyStaticShapeTensor>:$result);
  let assemblyFormat = [{
    (`accumulate` $accumulate^)? (`allow_tf32` $allow_tf32^)? (`epilogue` $epilogue^)?
    `ins` `(` $a `,` $b `:` type($a) `,` type($b) `)` (`bias` `(` $bias^ `:` type($bias) `)`)?
    `outs` `(` $outs `:` type($outs) `)` `maps` $indexing_maps attr-dict (`->` type($result)^)?
  }];
  let extraClassDeclaration = dps # [{
    /// The destination of the product.
    ::mlir::Value getC() { return getOuts().front(); }
    /// The destination of what the epilogue is applied to; null for none.
    ::mlir::Value getAux() { return getOuts().size() > 1 ? getOuts()[1] : ::mlir::Value(); }
  }];
}

def TPRT_LaunchOp : TPRT_DpsOp<"launch", [AttrSizedOperandSegments]> {
  let summary = "Runs a kernel over its grid of tiles";
  let description = [{
    `callee` is a private function with `tprt.kernel` that takes ins, outs and
    coordinates, in this order, and returns one value for each of outs.
    ```mlir
    %r = tprt.launch @softmax ins(%x : tensor<8x16xf32>) outs(%e : tensor<8x16xf32>)
           coordinates(%c) -> tensor<8x16xf32>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<TPRT_Shaped>:$ins,
                       Variadic<TPRT_Shaped>:$outs, Variadic<Index>:$coordinates);
  let results = (outs Variadic<AnyStaticShapeTensor>:$result);
  let assemblyFormat = [{
    $callee (`ins` `(` $ins^ `:` type($ins) `)`)? `outs` `(` $outs `:` type($outs) `)`
    (`coordinates` `(` $coordinates^ `)`)? attr-dict (`->` type($result)^)?
  }];
}

def TPRT_CopyOp : TPRT_DpsOp<"copy"> {
  let summary = "Copies a dense buffer";
  let arguments = (ins TPRT_Shaped:$from, TPRT_Shaped:$outs);
  let results = (outs Variadic<AnyStaticShapeTensor>:$result);
  let assemblyFormat = [{
    `ins` `(` $from `:` type($from) `)` `outs` `(` $outs `:` type($outs) `)` attr-dict (`->` type($result)^)?
  }];
}

def TPRT_StartOp : TPRT_DpsOp<"start"> {
  let summary = "Starts a collective over flat buffers";
  let description = [{
    The buffers may be used again only after a `tprt.wait` for this collective
    or, on slots, for a later one.
    all_gather: `outs` is every rank's `from` in group order; reduce_scatter:
    rank i of the group gets chunk i of the reduction; all_to_all: chunk j goes
    to rank j, `outs` holds the chunks by sending rank; permute: position i
    sends to `targets[i]`. `groups` is a partition of all ranks, one row a
    group. `reason` says why the program needs it.
    ```mlir
    %r, %t = tprt.start all_reduce sum ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>)
               groups dense<[[0, 1, 2, 3]]> : tensor<1x4xi64> -> tensor<8xf32>
    %v = tprt.wait %t values(%r : tensor<8xf32>) -> tensor<8xf32>
    ```
  }];
  let arguments = (ins TPRT_CollectiveKind:$kind, TPRT_Reduction:$reduction, TPRT_Shaped:$from,
                       TPRT_Shaped:$outs, I64ElementsAttr:$groups,
                       OptionalAttr<DenseI64ArrayAttr>:$targets, OptionalAttr<StrAttr>:$reason);
  let results = (outs Optional<AnyStaticShapeTensor>:$result, TPRT_Token:$token);
  let assemblyFormat = [{
    $kind $reduction `ins` `(` $from `:` type($from) `)` `outs` `(` $outs `:` type($outs) `)`
    `groups` $groups (`targets` $targets^)? attr-dict (`->` type($result)^)?
  }];
}

def TPRT_RecordOp : TPRT_Op<"record"> {
  let summary = "Marks this point of the compute stream";
  let description = [{
    The communication stream waits for it; only on slots.
    ```mlir
    %t = tprt.record
    tprt.wait %t
    ```
  }];
  let results = (outs TPRT_Token:$token);
  let assemblyFormat = "attr-dict";
}

def TPRT_WaitOp : TPRT_Op<"wait"> {
  let summary = "Makes one stream wait for the other";
  let description = [{
    The token of a `tprt.start`: the compute stream goes on when this collective,
    and so every one started before it, has completed. The token of a
    `tprt.record`: the communication stream goes on when the compute stream has
    passed that point. Each token is waited for at most once.

    On tensors there are only tokens of starts, each with its wait, which gives
    the value that the collective's `outs` has now.
  }];
  let arguments = (ins TPRT_Token:$token, Optional<AnyStaticShapeTensor>:$value);
  let results = (outs Optional<AnyStaticShapeTensor>:$result);
  let assemblyFormat = "$token (`values` `(` $value^ `:` type($value) `)`)? attr-dict (`->` type($result)^)?";
  let hasVerifier = 1;
}

class TPRT_RegionOp<string mnemonic, list<Trait> traits = []>
    : TPRT_Op<mnemonic, !listconcat([DestinationStyleOpInterface, RecursiveMemoryEffects,
                                     NoTerminator, NoRegionArguments], traits)> {
  let hasVerifier = 1;
  code dps = [{
    ::mlir::MutableOperandRange getDpsInitsMutable() { return getOutsMutable(); }
  }];
}

def TPRT_LoopOp : TPRT_RegionOp<"loop", [AttrSizedOperandSegments]> {
  let summary = "Runs commands again and again";
  let description = [{
    With `trips` so many times; else as long as a predicate is not 0, which is
    computed before the loop and anew at the end of each iteration.

    On tensors `callee` takes what the loop carries and then `ins`, which every
    iteration reads, and returns what the next one carries; `outs` is what is
    carried into the first, the predicate last. On slots all this has a place:
    the body is there, and `predicate`.
    ```mlir
    %r:2 = tprt.loop @step ins(%w : tensor<8x8xf32>)
             outs(%x, %p : tensor<8xf32>, tensor<i1>) -> tensor<8xf32>, tensor<i1>
    %s = tprt.loop trips 12 @step outs(%x : tensor<8xf32>) -> tensor<8xf32>
    tprt.loop while(%slot : memref<i1>) do {
      tprt.launch @kernel outs(%a, %slot : memref<8xf32>, memref<i1>)
    }
    ```
    A loop stands on the compute stream and nothing runs beside it: collectives
    that were started before have been waited for, inside a region the first one
    waits for a record of its own, and at its end all have been waited for.
  }];
  let arguments = (ins OptionalAttr<I64Attr>:$trips, Optional<TPRT_Shaped>:$predicate,
                       OptionalAttr<FlatSymbolRefAttr>:$callee, Variadic<TPRT_Shaped>:$ins,
                       Variadic<TPRT_Shaped>:$outs);
  let results = (outs Variadic<AnyStaticShapeTensor>:$result);
  let regions = (region MaxSizedRegion<1>:$body);
  let assemblyFormat = [{
    (`trips` $trips^)? (`while` `(` $predicate^ `:` type($predicate) `)`)? ($callee^)?
    (`ins` `(` $ins^ `:` type($ins) `)`)? (`outs` `(` $outs^ `:` type($outs) `)`)?
    attr-dict (`->` type($result)^)? (`do` $body^)?
  }];
  let extraClassDeclaration = dps;
}

def TPRT_BranchOp : TPRT_RegionOp<"branch", [AttrSizedOperandSegments]> {
  let summary = "Runs one of several lists of commands";
  let description = [{
    Number `index`, or the last where there is no such number; an i1 counts as 0
    or 1. On tensors `cases` names functions that take `ins` and return one value
    for each of `outs`; on slots the commands are there. As to streams a branch is
    like a `tprt.loop`.
    ```mlir
    %r = tprt.branch %i : tensor<i32> cases [@a, @b] ins(%x : tensor<8xf32>)
           outs(%e : tensor<8xf32>) -> tensor<8xf32>
    tprt.branch %slot : memref<i1> do {
      tprt.copy ins(%a : memref<8xf32>) outs(%c : memref<8xf32>)
    }, {
      tprt.copy ins(%b : memref<8xf32>) outs(%c : memref<8xf32>)
    }
    ```
  }];
  let arguments = (ins TPRT_Shaped:$index,
                       OptionalAttr<FlatSymbolRefArrayAttr>:$cases, Variadic<TPRT_Shaped>:$ins,
                       Variadic<TPRT_Shaped>:$outs);
  let results = (outs Variadic<AnyStaticShapeTensor>:$result);
  let regions = (region VariadicRegion<SizedRegion<1>>:$bodies);
  let assemblyFormat = [{
    $index `:` type($index) (`cases` $cases^)?
    (`ins` `(` $ins^ `:` type($ins) `)`)? (`outs` `(` $outs^ `:` type($outs) `)`)?
    attr-dict (`->` type($result)^)? (`do` $bodies^)?
  }];
  let extraClassDeclaration = dps;
}

def TPRT_SlotOp : TPRT_Op<"slot", [Pure]> {
  let summary = "A value's place: an offset and a layout";
  let description = [{
    ```mlir
    %0 = tprt.slot arena 7 offset 4096 : memref<8x16xf32>
    %1 = tprt.slot argument 3 offset 0 : memref<64x33xf32>
    ```
    The number of an arena slot is that of its buffer: slots of one number hold
    one value at a time, whatever their shape. `content`, on constants, is the
    value.
  }];
  let arguments = (ins TPRT_Space:$space, DefaultValuedAttr<I64Attr, "0">:$index, I64Attr:$offset,
                       OptionalAttr<ElementsAttr>:$content);
  let results = (outs AnyStaticShapeMemRef:$result);
  let assemblyFormat = "$space $index `offset` $offset (`content` $content^)? attr-dict `:` type($result)";
}

#endif // TP_DIALECT_TPRT_TPRTOPS_TD
