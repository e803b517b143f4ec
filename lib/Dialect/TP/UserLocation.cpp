//===- UserLocation.cpp - where in the user's program ---------------------===//
// Frameworks nest locations in names, calls and fusions; errors and traces want
// one file and line.

#include "tp/Dialect/TP/Diagnostics.h"

using namespace mlir;

/// Visits `loc` and what it is made of, innermost frame of a call first.
static WalkResult walkFrames(Location loc,
                             llvm::function_ref<WalkResult(Location)> visit) {
  if (visit(loc).wasInterrupted())
    return WalkResult::interrupt();
  if (auto call = dyn_cast<CallSiteLoc>(loc)) {
    if (walkFrames(call.getCallee(), visit).wasInterrupted())
      return WalkResult::interrupt();
    return walkFrames(call.getCaller(), visit);
  }
  if (auto name = dyn_cast<NameLoc>(loc))
    return walkFrames(name.getChildLoc(), visit);
  if (auto fused = dyn_cast<FusedLoc>(loc))
    for (Location part : fused.getLocations())
      if (walkFrames(part, visit).wasInterrupted())
        return WalkResult::interrupt();
  return WalkResult::advance();
}

std::string tp::userLocation(Location loc) {
  std::string file, name;
  walkFrames(loc, [&](Location part) {
    if (auto named = dyn_cast<NameLoc>(part); named && name.empty())
      name = named.getName().str();
    auto position = dyn_cast<FileLineColLoc>(part);
    if (!position)
      return WalkResult::advance();
    file = (position.getFilename().getValue() + ":" +
            Twine(position.getLine()) + ":" + Twine(position.getColumn()))
               .str();
    return WalkResult::interrupt();
  });
  return file.empty() ? name : file;
}
