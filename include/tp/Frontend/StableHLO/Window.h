//===- Window.h - a window along one dimension ----------------------------===//
// What reduce_window, select_and_scatter and convolution say in attributes that
// may be left out: how a window moves over a dimension. Plain values, no IR.
#ifndef TP_FRONTEND_STABLEHLO_WINDOW_H
#define TP_FRONTEND_STABLEHLO_WINDOW_H

#include <cstdint>

namespace tp::stablehlo {

/// A window along one dimension. Positions of window number `w` are those of
/// `w * stride + k * windowDilation` for k below `size`, in a dimension whose
/// elements stand `baseDilation` apart behind `low` elements of padding.
struct WindowDim {
  int64_t size = 1, stride = 1;
  int64_t low = 0, high = 0; ///< Padding; cuts where it is negative.
  int64_t baseDilation = 1, windowDilation = 1;
  bool reversed = false; ///< The window's elements are read from the last one.

  /// From the first to the last of `count` elements that are `dilation` apart.
  static int64_t reach(int64_t count, int64_t dilation) {
    return count == 0 ? 0 : (count - 1) * dilation + 1;
  }
  /// The length of a dimension of `extent`, dilated and padded; 0 when padding
  /// cuts all of it away.
  int64_t paddedExtent(int64_t extent) const {
    int64_t padded = low + reach(extent, baseDilation) + high;
    return padded < 0 ? 0 : padded;
  }
  /// The number of windows in a dimension of `extent`.
  int64_t count(int64_t extent) const {
    int64_t padded = paddedExtent(extent),
            room = padded - reach(size, windowDilation);
    return padded == 0 || room < 0 ? 0 : room / stride + 1;
  }
  /// Whether each element is a window of its own.
  bool isTrivial() const {
    return size == 1 && stride == 1 && low == 0 && high == 0 &&
           baseDilation == 1;
  }
};

} // namespace tp::stablehlo

#endif // TP_FRONTEND_STABLEHLO_WINDOW_H
