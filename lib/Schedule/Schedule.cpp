//===- Schedule.cpp - decides all order and all memory --------------------===//
// The pass tells the story; the decisions are plain functions of Order.cpp,
// Storage.cpp, Arena.cpp and Streams.cpp.

#include "FunctionCommands.h"
#include "mlir/IR/Remarks.h"
#include "tp/Schedule/Passes.h"
#include "tp/Schedule/Streams.h"

using namespace mlir;
using namespace tp;
using namespace tp::schedule;

namespace tp {
#define GEN_PASS_DEF_SCHEDULEPASS
#include "tp/Schedule/Passes.h.inc"
} // namespace tp

static void reportArena(func::FuncOp function, const CommandList &list,
                        const StoragePlan &plan) {
  std::vector<unsigned> numbers;
  uint64_t bound = arenaLowerBound(arenaLifetimes(list, plan, numbers));
  remark::analysis(function.getLoc(),
                   remark::RemarkOpts::name("Arena").category("tp-schedule"))
      << remark::metric("bytes", plan.arenaSize)
      << remark::metric("most_live_bytes", bound)
      << remark::metric("buffers", numbers.size());
}

static LogicalResult schedule(func::FuncOp function) {
  FailureOr<FunctionCommands> commands = collectCommands(function);
  if (failed(commands))
    return failure();
  orderCommands(commands->list);
  StoragePlan plan = planStorage(commands->list);
  reportArena(function, commands->list, plan);
  insertTokens(commands->list, plan);
  rewriteToSlots(function, *commands, plan);
  return success();
}

namespace {
struct SchedulePass : public tp::impl::SchedulePassBase<SchedulePass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function->hasAttr(tprt::TPRTDialect::kKernelAttr) &&
          !function.isExternal() && failed(::schedule(function)))
        return signalPassFailure();
  }
};
} // namespace
