//===- MovementTest.cpp - what a map of an input moves --------------------===//

#include "tp/Normalize/Movement.h"
#include "mlir/IR/MLIRContext.h"
#include <gtest/gtest.h>

using namespace mlir;
using namespace tp;

namespace {
class MovementTest : public ::testing::Test {
protected:
  AffineExpr loop(unsigned number) {
    return getAffineDimExpr(number, &context);
  }
  /// Of a map from `loops` loops.
  std::optional<Movement> get(unsigned loops, ArrayRef<AffineExpr> results) {
    return getMovement(AffineMap::get(loops, 0, results, &context));
  }

  MLIRContext context;
};
} // namespace

TEST_F(MovementTest, IdentityMovesNothing) {
  std::optional<Movement> movement = get(2, {loop(0), loop(1)});
  ASSERT_TRUE(movement);
  EXPECT_EQ(movement->permutation, (SmallVector<int64_t>{0, 1}));
  EXPECT_TRUE(movement->repeated.empty());
}

TEST_F(MovementTest, ThePermutationIsThatOfTheInput) {
  // The result's dimension 0 is the input's 2.
  std::optional<Movement> movement = get(3, {loop(1), loop(2), loop(0)});
  ASSERT_TRUE(movement);
  EXPECT_EQ(movement->permutation, (SmallVector<int64_t>{2, 0, 1}));
}

TEST_F(MovementTest, LoopsThatAreNotReadRepeat) {
  std::optional<Movement> movement = get(4, {loop(3), loop(1)});
  ASSERT_TRUE(movement);
  EXPECT_EQ(movement->permutation, (SmallVector<int64_t>{1, 0}));
  EXPECT_EQ(movement->repeated, (SmallVector<int64_t>{0, 2}));
}

TEST_F(MovementTest, OneElementRepeatsEverywhere) {
  std::optional<Movement> movement = get(2, {});
  ASSERT_TRUE(movement);
  EXPECT_TRUE(movement->permutation.empty());
  EXPECT_EQ(movement->repeated, (SmallVector<int64_t>{0, 1}));
}

TEST_F(MovementTest, DiagonalsWindowsAndConstantsAreNoMovement) {
  EXPECT_FALSE(get(1, {loop(0), loop(0)}));
  EXPECT_FALSE(get(2, {loop(0) + loop(1)}));
  EXPECT_FALSE(get(1, {loop(0), getAffineConstantExpr(1, &context)}));
}
