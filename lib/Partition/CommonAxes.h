//===- CommonAxes.h - parts of axes that two layouts share ----------------===//
#ifndef TP_LIB_PARTITION_COMMONAXES_H
#define TP_LIB_PARTITION_COMMONAXES_H

#include "tp/Support/Layout.h"
#include <optional>
#include <utility>

namespace tp {

/// Both layouts with their axes cut where one of them cuts an axis, so that any
/// two of their axes are equal or share no position. None when the cuts of an
/// axis do not divide one another.
std::optional<std::pair<Layout, Layout>> withCommonAxes(const Layout &a,
                                                        const Layout &b);

} // namespace tp

#endif // TP_LIB_PARTITION_COMMONAXES_H
