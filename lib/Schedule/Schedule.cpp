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

namespace {
/// Plans a function and, before it, what its loops and branches run.
class Scheduler {
public:
  LogicalResult run(func::FuncOp function) {
    if (failed(plan(function)))
      return failure();
    PlannedFunction &planned = *plans[function];
    reportArena(function, planned.commands.list, planned.plan);
    rewriteToSlots(function, planned,
                   [&](func::FuncOp region) -> const PlannedFunction & {
                     return *plans.find(region)->second;
                   });
    return success();
  }

private:
  /// The size of the arena.
  FailureOr<uint64_t> plan(func::FuncOp function) {
    auto [known, isNew] = plans.try_emplace(function);
    if (!isNew) {
      if (!known->second)
        return function.emitOpError("runs itself");
      return known->second->plan.arenaSize;
    }
    FailureOr<FunctionCommands> commands = collectCommands(
        function, [&](func::FuncOp region) { return plan(region); });
    if (failed(commands))
      return failure();
    auto planned = std::make_unique<PlannedFunction>();
    planned->commands = std::move(*commands);
    CommandList &list = planned->commands.list;
    orderCommands(list);
    planned->plan = planStorage(list);
    insertTokens(list, planned->plan);
    uint64_t arena = planned->plan.arenaSize;
    plans[function] = std::move(planned);
    return arena;
  }

  DenseMap<Operation *, std::unique_ptr<PlannedFunction>> plans;
};

struct SchedulePass : public tp::impl::SchedulePassBase<SchedulePass> {
  void runOnOperation() override {
    using Dialect = tprt::TPRTDialect;
    Scheduler scheduler;
    SmallVector<func::FuncOp> regions;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function->hasAttr(Dialect::kRegionAttr))
        regions.push_back(function);
      else if (!function->hasAttr(Dialect::kKernelAttr) &&
               !function.isExternal() && failed(scheduler.run(function)))
        return signalPassFailure();
    }
    for (func::FuncOp region : regions)
      region.erase();
  }
};
} // namespace
