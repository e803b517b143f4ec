//===- DumpShardingRules.cpp - rules as remarks ---------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "tp/Propagation/Passes.h"
#include "llvm/Support/raw_ostream.h"

namespace tp {
#define GEN_PASS_DEF_DUMPSHARDINGRULESPASS
#include "tp/Propagation/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

/// `i`, `j`, ... and `z18`, `z19` when letters run out.
static std::string nameOf(unsigned factor) {
  constexpr unsigned letters = 'z' - 'i';
  if (factor < letters)
    return std::string(1, 'i' + factor);
  return "z" + std::to_string(factor);
}

static void printTensors(llvm::raw_ostream &os,
                         ArrayRef<TensorFactors> tensors) {
  os << "(";
  llvm::interleaveComma(tensors, os, [&](const TensorFactors &tensor) {
    os << "[";
    llvm::interleaveComma(tensor.dims, os, [&](ArrayRef<unsigned> dim) {
      if (dim.empty())
        os << "1";
      for (unsigned factor : dim)
        os << nameOf(factor);
    });
    os << "]";
  });
  os << ")";
}

static StringRef nameOf(Reduction reduction) {
  return stringifyReductionKind(ReductionKind(reduction));
}

static void printFactor(llvm::raw_ostream &os, unsigned index,
                        const Factor &factor) {
  os << " " << nameOf(index) << "=" << factor.size;
  if (factor.kind == FactorKind::Reduction)
    os << ":" << nameOf(factor.reduction);
  if (factor.kind == FactorKind::NeedReplication)
    os << "!";
}

static std::string toString(const ShardingRule &rule) {
  std::string text;
  llvm::raw_string_ostream os(text);
  printTensors(os, rule.operands);
  os << " -> ";
  printTensors(os, rule.results);
  for (auto [index, factor] : llvm::enumerate(rule.factors))
    printFactor(os, index, factor);
  if (rule.isPassThrough)
    os << " pass-through";
  return text;
}

namespace {
struct DumpShardingRulesPass
    : tp::impl::DumpShardingRulesPassBase<DumpShardingRulesPass> {
  void runOnOperation() override {
    for (Block &block : getOperation().getBody())
      for (Operation &op : block)
        if (auto shardable = dyn_cast<ShardableOpInterface>(op))
          if (FailureOr<ShardingRule> rule = shardable.getShardingRule();
              succeeded(rule))
            op.emitRemark() << "rule: " << toString(*rule);
  }
};
} // namespace
