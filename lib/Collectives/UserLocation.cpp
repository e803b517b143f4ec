//===- UserLocation.cpp - where in the user's program ---------------------===//

#include "UserLocation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

/// The first file position inside `loc`, null when there is none.
static FileLineColLoc findFile(Location loc) {
  return llvm::TypeSwitch<LocationAttr, FileLineColLoc>(loc)
      .Case([](FileLineColLoc file) { return file; })
      .Case([](CallSiteLoc call) {
        FileLineColLoc callee = findFile(call.getCallee());
        return callee ? callee : findFile(call.getCaller());
      })
      .Case([](NameLoc name) { return findFile(name.getChildLoc()); })
      .Case([](FusedLoc fused) {
        for (Location part : fused.getLocations())
          if (FileLineColLoc file = findFile(part))
            return file;
        return FileLineColLoc();
      })
      .Default([](LocationAttr) { return FileLineColLoc(); });
}

static std::string findName(Location loc) {
  return llvm::TypeSwitch<LocationAttr, std::string>(loc)
      .Case([](NameLoc name) { return name.getName().str(); })
      .Case([](CallSiteLoc call) {
        std::string callee = findName(call.getCallee());
        return callee.empty() ? findName(call.getCaller()) : callee;
      })
      .Case([](FusedLoc fused) {
        for (Location part : fused.getLocations()) {
          std::string name = findName(part);
          if (!name.empty())
            return name;
        }
        return std::string();
      })
      .Default([](LocationAttr) { return std::string(); });
}

std::string tp::userLocation(Location loc) {
  if (FileLineColLoc file = findFile(loc))
    return file.getFilename().str() + ":" + std::to_string(file.getLine()) +
           ":" + std::to_string(file.getColumn());
  std::string name = findName(loc);
  return name.empty() ? "unknown" : name;
}
