//===- UserLocation.cpp - where in the user's program ---------------------===//
// Frameworks nest locations in names, calls and fusions; errors, reports and
// traces want files and lines.

#include "tp/Dialect/TP/Diagnostics.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

static std::string textOf(FileLineColLoc place) {
  return (place.getFilename().getValue() + ":" + Twine(place.getLine()) + ":" +
          Twine(place.getColumn()))
      .str();
}

static void addFrames(Location loc, SmallVectorImpl<std::string> &frames) {
  llvm::TypeSwitch<LocationAttr>(loc)
      .Case([&](FileLineColLoc place) { frames.push_back(textOf(place)); })
      .Case([&](CallSiteLoc call) {
        addFrames(call.getCallee(), frames);
        addFrames(call.getCaller(), frames);
      })
      .Case([&](NameLoc name) { addFrames(name.getChildLoc(), frames); })
      .Case([&](FusedLoc fused) {
        // Its parts are one op's origins, not calls: the first that is known.
        size_t before = frames.size();
        for (Location part : fused.getLocations())
          if (frames.size() == before)
            addFrames(part, frames);
      });
}

/// The first name on the way to the innermost frame; "" when there is none.
static StringRef firstName(Location loc) {
  if (auto name = dyn_cast<NameLoc>(loc))
    return name.getName();
  if (auto call = dyn_cast<CallSiteLoc>(loc)) {
    StringRef callee = firstName(call.getCallee());
    return callee.empty() ? firstName(call.getCaller()) : callee;
  }
  if (auto fused = dyn_cast<FusedLoc>(loc))
    for (Location part : fused.getLocations())
      if (StringRef name = firstName(part); !name.empty())
        return name;
  return "";
}

SmallVector<std::string> tp::userFrames(Location loc) {
  SmallVector<std::string> frames;
  addFrames(loc, frames);
  return frames;
}

std::string tp::userLocation(Location loc) {
  SmallVector<std::string> frames = userFrames(loc);
  return frames.empty() ? firstName(loc).str() : frames.front();
}
