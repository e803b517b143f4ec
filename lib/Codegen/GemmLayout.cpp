//===- GemmLayout.cpp - a contraction as one GEMM call --------------------===//
// Dimensions of one role are merged where they are one in memory; the best of
// the merged ones become m, n and k, the others loops around the call.

#include "tp/Codegen/GemmLayout.h"
#include "tp/Dialect/TPRT/TPRTDialect.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace tp;

namespace {

/// An iteration dimension, or several that are one in memory.
struct Dim {
  int64_t extent = 1;
  // Distance between neighbours in a, b and c; 0 where it does not appear.
  int64_t stride[3] = {0, 0, 0};
};

using Dims = SmallVector<Dim, 4>;
enum Operand { A, B, C };

/// The iteration dimensions by role. Dimensions of extent 1 are left out: they
/// move nothing.
struct Roles {
  Dims batch, m, n, k;
};

} // namespace

static void addOperand(const GemmOperand &operand, unsigned number,
                       MutableArrayRef<Dim> dims) {
  int64_t stride = 1;
  for (int i = operand.shape.size(); i-- > 0;) {
    Dim &dim = dims[operand.map.getDimPosition(i)];
    dim.extent = operand.shape[i];
    dim.stride[number] = stride;
    stride *= operand.shape[i];
  }
}

/// None when a dimension belongs to no role.
static std::optional<Roles> roles(ArrayRef<Dim> dims) {
  Roles result;
  for (const Dim &dim : dims) {
    if (dim.extent == 1)
      continue;
    bool a = dim.stride[A] != 0, b = dim.stride[B] != 0, c = dim.stride[C] != 0;
    if (a + b + c < 2)
      return std::nullopt;
    (a && b && c ? result.batch
     : !b        ? result.m
     : !a        ? result.n
                 : result.k)
        .push_back(dim);
  }
  return result;
}

/// Merges dimensions that lie in each other in every operand, outermost first.
static void merge(Dims &dims, Operand order) {
  // Strides of different dimensions differ.
  llvm::sort(dims, [&](const Dim &x, const Dim &y) {
    return x.stride[order] > y.stride[order];
  });
  Dims merged;
  for (const Dim &dim : dims) {
    bool contiguous = !merged.empty();
    for (unsigned operand : {A, B, C})
      contiguous = contiguous && merged.back().stride[operand] ==
                                     dim.stride[operand] * dim.extent;
    if (!contiguous) {
      merged.push_back(dim);
      continue;
    }
    Dim &outer = merged.back();
    outer.extent *= dim.extent;
    llvm::copy(dim.stride, outer.stride);
  }
  dims = std::move(merged);
}

namespace {
/// How BLAS sees one operand.
struct Matrix {
  int64_t leading;
  bool transposed;
};
} // namespace

/// Rows and columns of an operand as a row-major matrix; none when neither is
/// contiguous.
static std::optional<Matrix> matrix(Operand operand, const Dim &rows,
                                    const Dim &columns) {
  int64_t row = rows.stride[operand], column = columns.stride[operand];
  if (columns.extent == 1 || column == 1)
    return Matrix{rows.extent == 1 ? columns.extent
                                   : std::max(row, columns.extent),
                  false};
  if (rows.extent == 1 || row == 1)
    return Matrix{std::max(column, rows.extent), true};
  return std::nullopt;
}

static std::optional<GemmLayout> layoutFor(const Dim &m, const Dim &n,
                                           const Dim &k) {
  std::optional<Matrix> a = matrix(A, m, k), b = matrix(B, k, n),
                        c = matrix(C, m, n);
  if (!a || !b || !c || c->transposed)
    return std::nullopt;
  return GemmLayout{m.extent,      n.extent,      k.extent,
                    a->leading,    b->leading,    c->leading,
                    a->transposed, b->transposed, {}};
}

static void addBatch(GemmLayout &layout, Dims dims) {
  merge(dims, C);
  for (const Dim &dim : dims)
    layout.batch.push_back(
        {dim.extent, dim.stride[A], dim.stride[B], dim.stride[C]});
}

/// The choices for one of m and n: each dimension of the role, and none.
static Dims choices(const Dims &dims) {
  Dims result = dims;
  result.push_back(Dim());
  return result;
}

static Dims without(ArrayRef<Dim> dims, unsigned index) {
  Dims result(dims);
  if (index < dims.size())
    result.erase(result.begin() + index);
  return result;
}

std::optional<GemmLayout> tp::gemmLayout(GemmOperand a, GemmOperand b,
                                         GemmOperand c) {
  SmallVector<Dim> dims(c.map.getNumDims());
  addOperand(a, A, dims);
  addOperand(b, B, dims);
  addOperand(c, C, dims);
  std::optional<Roles> role = roles(dims);
  if (!role)
    return std::nullopt;
  merge(role->m, C);
  merge(role->n, C);
  merge(role->k, A);
  if (role->k.size() > 1)
    return std::nullopt;
  Dim k = role->k.empty() ? Dim() : role->k.front();
  std::optional<GemmLayout> best;
  Dims ms = choices(role->m), ns = choices(role->n);
  for (unsigned i = 0; i < ms.size(); ++i)
    for (unsigned j = 0; j < ns.size(); ++j) {
      std::optional<GemmLayout> layout = layoutFor(ms[i], ns[j], k);
      if (!layout || (best && best->m * best->n >= layout->m * layout->n))
        continue;
      Dims loops = role->batch;
      llvm::append_range(loops, without(role->m, i));
      llvm::append_range(loops, without(role->n, j));
      addBatch(*layout, std::move(loops));
      best = std::move(layout);
    }
  return best;
}

std::optional<GemmLayout> tp::gemmLayout(tprt::GemmOp op) {
  auto maps =
      llvm::to_vector<3>(op.getIndexingMaps().getAsValueRange<AffineMapAttr>());
  auto operand = [&](Value value, unsigned number) {
    return GemmOperand{cast<ShapedType>(value.getType()).getShape(),
                       maps[number]};
  };
  return gemmLayout(operand(op.getA(), A), operand(op.getB(), B),
                    operand(op.getC(), C));
}
