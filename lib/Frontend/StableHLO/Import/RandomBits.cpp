//===- RandomBits.cpp - rng_bit_generator to elementwise integer work -----===//
// Counter-based generators: an element's bits follow from the key and from
// where the element stands. So each element computes its own block of words and
// takes its part: the op shards like an iota. The order of the words is XLA's.

#include "Import.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Frontend/StableHLO/StableHLO.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace tp;
using namespace tp::stablehlo;

//===----------------------------------------------------------------------===//
// Generators
//===----------------------------------------------------------------------===//

namespace {
/// Integer arithmetic on one element.
struct Words {
  ImplicitLocOpBuilder &b;

  Value word(uint32_t value) {
    return arith::ConstantOp::create(b, b.getI32IntegerAttr(value));
  }
  Value wide(int64_t value) {
    return arith::ConstantOp::create(b, b.getI64IntegerAttr(value));
  }
  Value add(Value x, Value y) { return arith::AddIOp::create(b, x, y); }
  Value mix(Value x, Value y) { return arith::XOrIOp::create(b, x, y); }
  Value rotate(Value x, unsigned bits) {
    Value upper = arith::ShLIOp::create(b, x, word(bits));
    return arith::OrIOp::create(b, upper,
                                arith::ShRUIOp::create(b, x, word(32 - bits)));
  }
  Value low(Value x) { return arith::TruncIOp::create(b, b.getI32Type(), x); }
  Value high(Value x) { return low(arith::ShRUIOp::create(b, x, wide(32))); }
  Value join(Value low, Value high) {
    Value upper = arith::ExtUIOp::create(b, b.getI64Type(), high);
    return arith::OrIOp::create(b,
                                arith::ExtUIOp::create(b, b.getI64Type(), low),
                                arith::ShLIOp::create(b, upper, wide(32)));
  }
  Value isLess(Value x, Value y) {
    return arith::CmpIOp::create(b, arith::CmpIPredicate::ult, x, y);
  }
  Value select(Value condition, Value x, Value y) {
    return arith::SelectOp::create(b, condition, x, y);
  }

  /// The lower and the upper half of x * y.
  std::pair<Value, Value> multiply(Value x, Value y) {
    auto product = arith::MulUIExtendedOp::create(b, x, y);
    return {product.getLow(), product.getHigh()};
  }
};

/// A counter of 128 bits.
struct Counter {
  Value low, high;
};
} // namespace

/// Salmon et al., Parallel random numbers: as easy as 1, 2, 3 (2011):
/// Threefry-2x32 of 20 rounds.
static SmallVector<Value> emitThreeFry(Words w, Value key, Value counter) {
  static constexpr unsigned kRotations[2][4] = {{13, 15, 26, 6},
                                                {17, 29, 16, 24}};
  Value first = w.low(key), second = w.high(key);
  Value parity = w.mix(w.mix(first, second), w.word(0x1BD11BDA));
  Value keys[] = {first, second, parity};
  Value x = w.add(w.low(counter), first), y = w.add(w.high(counter), second);
  for (unsigned group = 0; group != 5; ++group) {
    for (unsigned bits : kRotations[group % 2]) {
      x = w.add(x, y);
      y = w.mix(x, w.rotate(y, bits));
    }
    x = w.add(x, keys[(group + 1) % 3]);
    y = w.add(w.add(y, keys[(group + 2) % 3]), w.word(group + 1));
  }
  return {x, y};
}

/// From the same paper: Philox-4x32 of 10 rounds.
static SmallVector<Value> emitPhilox(Words w, Value key, Counter counter) {
  Value first = w.low(key), second = w.high(key);
  SmallVector<Value> x = {w.low(counter.low), w.high(counter.low),
                          w.low(counter.high), w.high(counter.high)};
  for (unsigned round = 0; round != 10; ++round) {
    auto [low0, high0] = w.multiply(x[0], w.word(0xD2511F53));
    auto [low2, high2] = w.multiply(x[2], w.word(0xCD9E8D57));
    x = {w.mix(w.mix(high2, x[1]), first), low2,
         w.mix(w.mix(high0, x[3]), second), low0};
    first = w.add(first, w.word(0x9E3779B9));
    second = w.add(second, w.word(0xBB67AE85));
  }
  return x;
}

/// `counter` plus `amount`, below 2^63.
static Counter advance(Words w, Counter counter, Value amount) {
  Value low = w.add(counter.low, amount);
  Value carry =
      arith::ExtUIOp::create(w.b, w.b.getI64Type(), w.isLess(low, counter.low));
  return {low, w.add(counter.high, carry)};
}

//===----------------------------------------------------------------------===//
// Where elements stand
//===----------------------------------------------------------------------===//

/// The row-major number of the current element in a tensor of `shape`, where
/// dimension `halved` (if any) counts pairs.
static Value emitPosition(Words w, ArrayRef<int64_t> shape,
                          std::optional<int64_t> halved = {}) {
  Value position = w.wide(0);
  for (auto [dim, extent] : llvm::enumerate(shape)) {
    Value index = arith::IndexCastOp::create(w.b, w.b.getI64Type(),
                                             linalg::IndexOp::create(w.b, dim));
    bool isHalved = halved == static_cast<int64_t>(dim);
    if (isHalved)
      index = arith::ShRUIOp::create(w.b, index, w.wide(1));
    int64_t count = isHalved ? llvm::divideCeil(extent, 2) : extent;
    Value before = arith::MulIOp::create(w.b, position, w.wide(count));
    position = w.add(before, index);
  }
  return position;
}

/// The dimension whose neighbours get the two words of one block: the first of
/// even extent, else the first of the greatest extent; none of a scalar.
static std::optional<int64_t> getPairedDim(ArrayRef<int64_t> shape) {
  if (shape.empty())
    return {};
  const int64_t *even =
      llvm::find_if(shape, [](int64_t extent) { return extent % 2 == 0; });
  if (even == shape.end())
    even = llvm::max_element(shape);
  return even - shape.begin();
}

/// `word` in an integer of `type`, which is not wider.
static Value narrow(Words w, Value word, IntegerType type) {
  return type.getWidth() == 32 ? word
                               : arith::TruncIOp::create(w.b, type, word);
}

/// Element `position` of `words`.
static Value choose(Words w, ArrayRef<Value> words, Value position) {
  Value result = words.back();
  for (auto [index, word] : llvm::drop_end(llvm::enumerate(words))) {
    Value isHere = arith::CmpIOp::create(w.b, arith::CmpIPredicate::eq,
                                         position, w.wide(index));
    result = w.select(isHere, word, result);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Elements and the next state
//===----------------------------------------------------------------------===//

static Value emitThreeFryElement(Words w, RankedTensorType type, Value key,
                                 Value counter) {
  auto element = cast<IntegerType>(type.getElementType());
  if (element.getWidth() == 64) {
    Value position = emitPosition(w, type.getShape());
    SmallVector<Value> words = emitThreeFry(w, key, w.add(counter, position));
    return w.join(words[0], words[1]);
  }
  std::optional<int64_t> paired = getPairedDim(type.getShape());
  Value position = emitPosition(w, type.getShape(), paired);
  SmallVector<Value> words = emitThreeFry(w, key, w.add(counter, position));
  if (!paired)
    return narrow(w, words[0], element);
  Value index = arith::IndexCastOp::create(
      w.b, w.b.getI64Type(), linalg::IndexOp::create(w.b, *paired));
  Value lane = arith::AndIOp::create(w.b, index, w.wide(1));
  return narrow(w, choose(w, words, lane), element);
}

static Value emitPhiloxElement(Words w, RankedTensorType type, Value key,
                               Counter counter) {
  auto element = cast<IntegerType>(type.getElementType());
  // A block has four words, or two of 64 bits.
  unsigned shift = element.getWidth() == 64 ? 1 : 2;
  Value position = emitPosition(w, type.getShape());
  Value block = arith::ShRUIOp::create(w.b, position, w.wide(shift));
  Value lane = arith::AndIOp::create(w.b, position, w.wide((1 << shift) - 1));
  SmallVector<Value> words = emitPhilox(w, key, advance(w, counter, block));
  if (element.getWidth() == 64)
    return choose(w, {w.join(words[0], words[1]), w.join(words[2], words[3])},
                  lane);
  return narrow(w, choose(w, words, lane), element);
}

/// Blocks that all elements of a tensor take.
static int64_t countBlocks(RankedTensorType type, bool isThreeFry) {
  int64_t elements = type.getNumElements();
  bool isWide = type.getElementTypeBitWidth() == 64;
  if (!isThreeFry)
    return llvm::divideCeil(elements, isWide ? 2 : 4);
  std::optional<int64_t> paired = getPairedDim(type.getShape());
  if (isWide || !paired || elements == 0)
    return elements;
  int64_t extent = type.getDimSize(*paired);
  return elements / extent * llvm::divideCeil(extent, 2);
}

namespace {
struct ImportRandomBits : OpRewritePattern<RngBitGeneratorOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RngBitGeneratorOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getOutput().getType();
    RankedTensorType stateType = op.getOutputState().getType();
    auto element = dyn_cast<IntegerType>(type.getElementType());
    if (!element || element.getWidth() == 1)
      return emitUnsupported(op) << "gives random " << type.getElementType()
                                 << ", only integers of 8 to 64 bits are "
                                    "supported";
    bool isThreeFry = op.getRngAlgorithm() == RngAlgorithm::THREE_FRY;
    Location loc = op.getLoc();

    // Key, counter and, in a state of three words, the counter's upper half.
    SmallVector<Value> words;
    for (int64_t index = 0; index != stateType.getDimSize(0); ++index)
      words.push_back(getWord(rewriter, loc, op.getInitialState(), index));
    auto createFrom =
        [&](RankedTensorType result,
            function_ref<Value(Words, ValueRange)> emit) -> Value {
      auto spread = result.clone(rewriter.getI64Type());
      SmallVector<Value> inputs = llvm::map_to_vector(words, [&](Value word) {
        return frontend::broadcastInDim(rewriter, loc, word, {}, spread);
      });
      return frontend::createElementwise(
          rewriter, loc, result, inputs,
          [&](ImplicitLocOpBuilder &b, ValueRange args) {
            return emit(Words{b}, args);
          });
    };
    // Of a state of two words the key is the upper half.
    auto counterOf = [](ValueRange args) {
      return Counter{args[1], args.size() == 2 ? args[0] : args[2]};
    };

    Value bits = createFrom(type, [&](Words w, ValueRange args) {
      return isThreeFry ? emitThreeFryElement(w, type, args[0], args[1])
                        : emitPhiloxElement(w, type, args[0], counterOf(args));
    });
    int64_t blocks = countBlocks(type, isThreeFry);
    Value state = createFrom(stateType, [&](Words w, ValueRange args) {
      Counter next = advance(w, counterOf(args), w.wide(blocks));
      SmallVector<Value> parts = {args[0], next.low};
      if (args.size() == 3)
        parts.push_back(next.high);
      return choose(w, parts, emitPosition(w, stateType.getShape()));
    });
    rewriter.replaceOp(op, {state, bits});
    return success();
  }

private:
  /// Element `index` of `state`, as a tensor of rank 0.
  static Value getWord(OpBuilder &b, Location loc, Value state, int64_t index) {
    SmallVector<OpFoldResult> offset = {b.getIndexAttr(index)};
    SmallVector<OpFoldResult> one = {b.getIndexAttr(1)};
    Value part =
        tensor::ExtractSliceOp::create(b, loc, state, offset, one, one);
    return frontend::reshape(b, loc, part, {});
  }
};
} // namespace

void frontend::populateRandomBitsPatterns(RewritePatternSet &patterns) {
  patterns.add<ImportRandomBits>(patterns.getContext());
}
