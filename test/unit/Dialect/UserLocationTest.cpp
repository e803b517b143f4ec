//===- UserLocationTest.cpp - where in the user's program -----------------===//
// Do nested locations lead to the place that a user knows?

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "tp/Dialect/TP/Diagnostics.h"
#include <gtest/gtest.h>

using namespace mlir;

TEST(UserLocation, IsTheInnermostFileElseAName) {
  MLIRContext context;
  auto describe = [&](StringRef text) {
    OwningOpRef<ModuleOp> parsed = parseSourceString<ModuleOp>(
        ("module {} loc(" + text + ")").str(), &context);
    return tp::userLocation(parsed->getLoc());
  };
  EXPECT_EQ(describe(R"("a.py":1:2)"), "a.py:1:2");
  EXPECT_EQ(describe(R"("dot"("a.py":1:2))"), "a.py:1:2");
  EXPECT_EQ(describe(R"(callsite("f"("inner.py":3:4) at "outer.py":5:6))"),
            "inner.py:3:4");
  EXPECT_EQ(describe(R"(callsite(unknown at "outer.py":5:6))"), "outer.py:5:6");
  EXPECT_EQ(describe(R"(fused[unknown, "add", "a.py":1:2])"), "a.py:1:2");
  EXPECT_EQ(describe(R"("x")"), "x");
  EXPECT_EQ(describe("unknown"), "");
}

TEST(UserLocation, FramesAreTheCallsInnermostFirst) {
  MLIRContext context;
  OwningOpRef<ModuleOp> parsed = parseSourceString<ModuleOp>(
      R"(module {} loc(callsite("f"("a.py":1:2) at callsite(fused[unknown, "b.py":3:4, "c.py":5:6] at "d.py":7:8))))",
      &context);
  SmallVector<std::string> expected = {"a.py:1:2", "b.py:3:4", "d.py:7:8"};
  EXPECT_EQ(tp::userFrames(parsed->getLoc()), expected);
  EXPECT_TRUE(tp::userFrames(UnknownLoc::get(&context)).empty());
}
