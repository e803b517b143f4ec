//===- Report.cpp - which collectives a program runs, and why -------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "tp/Collectives/Passes.h"
#include "tp/Cost/Collectives.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include "tp/Dialect/TP/TPDialect.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace tp {
#define GEN_PASS_DEF_REPORTPASS
#include "tp/Collectives/Passes.h.inc"
} // namespace tp

using namespace mlir;
using namespace tp;

namespace {
/// One collective of the program.
struct ReportedCollective {
  Location loc;
  std::string kind = {};
  SmallVector<std::string> axes = {};
  SmallVector<SmallVector<int64_t>> groups = {};
  int64_t group = 1;
  std::string dtype = {};
  int64_t operandBytes = 0;
  int64_t wireBytes = 0;
  std::optional<int64_t> trips = {};
  bool inBranch = false; ///< Whether it runs only when a branch is taken.
  std::string location = {};
  SmallVector<std::string> callers = {}; ///< Innermost first.
  std::string reason = {};
};

/// All of them, in program order.
struct CollectiveReport {
  Mesh mesh;
  std::vector<ReportedCollective> collectives;
  int64_t wireBytes = 0;
};
} // namespace

//===----------------------------------------------------------------------===//
// Collecting
//===----------------------------------------------------------------------===//

static int64_t bytesOf(RankedTensorType type) {
  Type element = type.getElementType();
  int64_t parts = 1;
  if (auto complex = dyn_cast<ComplexType>(element)) {
    element = complex.getElementType();
    parts = 2;
  }
  unsigned bits = element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
  return type.getNumElements() * parts * cost::elementBytes(bits);
}

/// How often `op` runs when its function runs once; none when unknown.
static std::optional<int64_t> tripsOf(Operation *op) {
  int64_t trips = 1;
  for (Operation *at = op->getParentOp(); at && !isa<func::FuncOp>(at);
       at = at->getParentOp()) {
    auto loop = dyn_cast<LoopLikeOpInterface>(at);
    std::optional<APInt> count =
        loop ? loop.getStaticTripCount() : std::nullopt;
    if (!count)
      return std::nullopt;
    trips *= count->getSExtValue();
  }
  return trips;
}

/// Whether `op` stands in a branch, which may not be taken.
static bool isInBranch(Operation *op) {
  return op->getParentOfType<scf::IfOp>() ||
         op->getParentOfType<scf::IndexSwitchOp>();
}

static std::string textOf(AxisRefAttr axis) {
  std::string text = axis.getName().str();
  if (!axis.isWhole())
    text += ":(" + std::to_string(axis.getPreSize()) + ")" +
            std::to_string(axis.getSize());
  return text;
}

template <typename OpT>
static ReportedCollective collect(OpT op, cost::Collective kind) {
  MeshAttr mesh = op.getMeshOp().getMesh();
  auto type = cast<RankedTensorType>(op.getInput().getType());
  ReportedCollective entry{op.getLoc()};
  entry.kind = OpT::getOperationName().split('.').second.str();
  for (auto axis : op.getAxes().template getAsRange<AxisRefAttr>())
    entry.axes.push_back(textOf(axis));
  entry.groups = groups(mesh.getValue(), axisValues(mesh, op.getAxes()));
  entry.group = op.getGroupSize();
  llvm::raw_string_ostream(entry.dtype) << type.getElementType();
  entry.operandBytes = bytesOf(type);
  entry.wireBytes = cost::wireBytes(kind, entry.group, entry.operandBytes);
  entry.trips = tripsOf(op);
  entry.inBranch = isInBranch(op);
  std::string place = userLocation(op.getLoc());
  entry.location = place.empty() ? "unknown" : place;
  entry.callers = userFrames(op.getLoc());
  if (!entry.callers.empty())
    entry.callers.erase(entry.callers.begin());
  entry.reason = op.getReason().value_or("").str();
  return entry;
}

static CollectiveReport collectReport(ModuleOp module, MeshOp mesh) {
  CollectiveReport report;
  if (mesh)
    report.mesh = mesh.getMesh().getValue();
  auto add = [&](auto op, cost::Collective kind) {
    report.collectives.push_back(collect(op, kind));
    report.wireBytes += report.collectives.back().wireBytes;
  };
  module.walk([&](Operation *op) {
    using cost::Collective;
    llvm::TypeSwitch<Operation *>(op)
        .Case([&](AllReduceOp op) { add(op, Collective::AllReduce); })
        .Case([&](AllGatherOp op) { add(op, Collective::AllGather); })
        .Case([&](ReduceScatterOp op) { add(op, Collective::ReduceScatter); })
        .Case([&](AllToAllOp op) { add(op, Collective::AllToAll); })
        .Case([&](PermuteOp op) { add(op, Collective::Permute); });
  });
  return report;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static void writeJSON(const ReportedCollective &c, llvm::json::OStream &json) {
  json.object([&] {
    json.attribute("kind", c.kind);
    json.attributeArray("axes", [&] {
      for (const std::string &axis : c.axes)
        json.value(axis);
    });
    json.attribute("group", c.group);
    json.attributeArray("groups", [&] {
      for (ArrayRef<int64_t> group : c.groups)
        json.array([&] {
          for (int64_t rank : group)
            json.value(rank);
        });
    });
    json.attribute("dtype", c.dtype);
    json.attribute("operand_bytes", c.operandBytes);
    json.attribute("wire_bytes", c.wireBytes);
    if (c.trips)
      json.attribute("trips", *c.trips);
    else
      json.attribute("trips", nullptr);
    json.attribute("location", llvm::json::fixUTF8(c.location));
    json.attribute("reason", llvm::json::fixUTF8(c.reason));
  });
}

static void writeJSON(const CollectiveReport &report, raw_ostream &os) {
  llvm::json::OStream json(os);
  json.object([&] {
    json.attributeObject("mesh", [&] {
      for (const MeshAxis &axis : report.mesh.axes)
        json.attribute(axis.name, axis.size);
    });
    json.attributeArray("collectives", [&] {
      for (const ReportedCollective &c : report.collectives)
        writeJSON(c, json);
    });
    json.attribute("wire_bytes", report.wireBytes);
  });
  os << "\n";
}

static void writeText(const CollectiveReport &report, raw_ostream &os) {
  os << "mesh:";
  for (const MeshAxis &axis : report.mesh.axes)
    os << " " << axis.name << "=" << axis.size;
  os << "\n";
  for (const ReportedCollective &c : report.collectives) {
    os << c.location << ": " << c.kind << " over ";
    llvm::interleaveComma(c.axes, os);
    os << " (" << c.groups.size() << " x " << c.group << " ranks), " << c.dtype
       << ", " << c.operandBytes << " bytes, " << c.wireBytes << " on the wire";
    if (c.inBranch)
      os << ", run when its branch is taken";
    else if (!c.trips)
      os << ", run an unknown number of times";
    else if (*c.trips != 1)
      os << ", run " << *c.trips << " times";
    os << "\n";
    if (!c.callers.empty())
      os << "    called from " << llvm::join(c.callers, ", ") << "\n";
    if (!c.reason.empty())
      os << "    " << c.reason << "\n";
  }
  os << report.collectives.size() << " collectives, " << report.wireBytes
     << " bytes on the wire";
  if (llvm::any_of(report.collectives, [](const ReportedCollective &c) {
        return c.trips.value_or(0) != 1;
      }))
    os << " when each runs once";
  os << "\n";
}

namespace {
struct ReportPass : tp::impl::ReportPassBase<ReportPass> {
  using ReportPassBase::ReportPassBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    FailureOr<MeshOp> mesh = lookupOnlyMesh(getOperation());
    if (failed(mesh))
      return signalPassFailure();
    CollectiveReport report = collectReport(getOperation(), *mesh);
    for (const ReportedCollective &c : report.collectives)
      if (c.kind == "all_gather")
        remark::missed(
            c.loc, remark::RemarkOpts::name("Gathered").category("tp-report"))
            << remark::reason("every rank gets the whole: {0}", c.reason)
            << remark::metric("bytes", c.operandBytes * c.group)
            << remark::metric("wire_bytes", c.wireBytes);
    // Other programs may read the file while it is written.
    llvm::Error error =
        llvm::writeToOutput(file, [&](raw_ostream &os) -> llvm::Error {
          format == ReportFormat::JSON ? writeJSON(report, os)
                                       : writeText(report, os);
          return llvm::Error::success();
        });
    if (!error)
      return;
    getOperation().emitError() << "cannot write the report to '" << file
                               << "': " << llvm::toString(std::move(error));
    signalPassFailure();
  }
};
} // namespace
